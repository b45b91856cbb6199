package dev.asterism.student;

/// What was learnt of meanings, read with an encoder.
///
/// @param head tells the label by the vector
/// @param neighbours tell what like it was learnt from
/// @param weight of what the meaning says, beside what n-grams say; in [0, 1]
public record Meaning(DenseHead head, Neighbours neighbours, double weight) {

  public Meaning {
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("meaning weighs from 0 to 1, not " + weight);
    }
    if (head.rows() != neighbours.centre().length) {
      throw new IllegalArgumentException("head and neighbours are of one encoder");
    }
  }

  /// {@return what n-grams and meaning say together}
  ///
  /// @param once what n-grams alone say
  /// @param vector the input's, by the encoder
  public Reading read(Reading once, float[] vector) {
    return Reading.twice(once, head.sums(vector), this, vector);
  }

  /// {@return the label that both say together}
  ///
  /// @param grams each label's sum for the n-grams
  /// @param meaning the same for the meaning
  public int likeliest(float[] grams, float[] meaning) {
    return Reading.likeliest(both(Reading.softmax(grams), Reading.softmax(meaning)), -1);
  }

  /// {@return how likely each label is by n-grams and meaning together}
  double[] both(double[] byGrams, double[] byMeaning) {
    double[] both = new double[byGrams.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = (1 - weight) * byGrams[i] + weight * byMeaning[i];
    }
    return both;
  }

  /// {@return the same, weighing so much}
  public Meaning weighing(double other) {
    return new Meaning(head, neighbours, other);
  }
}
