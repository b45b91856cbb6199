package dev.asterism.student;

/// What was learnt of meanings, read with an encoder.
///
/// @param head tells the label by the vector
/// @param neighbours tell what like it was learnt from
public record Meaning(DenseHead head, Neighbours neighbours) {

  public Meaning {
    if (head.rows() != neighbours.centre().length) {
      throw new IllegalArgumentException("head and neighbours are of one encoder");
    }
  }

  /// {@return what n-grams and meaning say together}
  ///
  /// @param once what n-grams alone say
  /// @param vector the input's, by the encoder
  public Reading read(Reading once, float[] vector) {
    return Reading.twice(once, head.sums(vector), neighbours, vector);
  }

  /// {@return the label that both say together}
  ///
  /// @param grams each label's sum for the n-grams
  /// @param meaning the same for the meaning
  public static int likeliest(float[] grams, float[] meaning) {
    return Reading.likeliest(Reading.both(Reading.softmax(grams), Reading.softmax(meaning)), -1);
  }
}
