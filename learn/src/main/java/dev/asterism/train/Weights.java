package dev.asterism.train;

import dev.asterism.student.DenseHead;
import dev.asterism.student.Head;
import dev.asterism.student.Meaning;
import dev.asterism.student.Neighbours;
import dev.asterism.student.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What was learnt of n-grams and meaning, before anything is known of how sure to be.
///
/// @param grams the n-grams' weights as they were learnt: neither pruned nor quantized
/// @param meaning what was learnt of meanings, where there is an encoder
record Weights(Vocabulary vocabulary, SoftmaxTraining.Fit grams, Optional<Meaning> meaning) {

  /// How examples are gone through.
  ///
  /// @param epochs how often
  /// @param grams the size of steps for n-grams
  /// @param meaning the same for an encoder's numbers, which are small and all of which speak
  private record Pace(int epochs, float grams, float meaning) {

    /// Where few labels share what an example teaches, each learns more from it.
    Pace of(int width) {
      float fewer = (float) Math.min(1, Math.pow(width / MANY_LABELS, 0.35));
      return new Pace(epochs, grams * fewer, meaning * fewer);
    }
  }

  private static final Pace QUICK = new Pace(8, 1, 4.2f);
  // Of few examples each is gone through more often, in smaller steps.
  private static final Pace THOROUGH = new Pace(20, 0.9f, 2);
  private static final double MANY_LABELS = 20;
  private static final int FEW = 2_000;

  /// Weights that are kept of any head at most: memory stays bounded.
  private static final int MOST_KEPT = 2_000_000;

  /// Examples that are remembered as neighbours: half a megabyte.
  private static final int MOST_REMEMBERED = 10_000;

  /// @param examples what is learnt from
  /// @param answers the label of each
  /// @param prior taught as well
  /// @param width how many labels there are
  static Weights fit(Texts examples, int[] answers, LabelWords prior, int width, long seed) {
    Texts texts = examples.and(prior.texts(), 1);
    int[] labels =
        IntStream.concat(IntStream.of(answers), prior.labels().stream().mapToInt(Integer::intValue))
            .toArray();
    Pace pace = (labels.length < FEW ? THOROUGH : QUICK).of(width);
    // An n-gram of one text alone teaches only that text, unless there are few texts.
    int least = texts.grams().size() < 300 ? 1 : 2;
    Vocabulary vocabulary = Vocabulary.of(texts.grams(), least);
    List<Vocabulary.Vector> vectors = texts.grams().stream().map(vocabulary::vector).toList();
    return new Weights(
        vocabulary,
        SoftmaxTraining.fit(
            vocabulary.size(), width, vectors, labels, pace.epochs, pace.grams, seed),
        texts.meanings().isEmpty()
            ? Optional.empty()
            : Optional.of(meaning(texts.meanings(), labels, pace, width, seed)));
  }

  /// {@return the same, meaning weighing so much beside n-grams}
  Weights weighing(double weight) {
    return new Weights(vocabulary, grams, meaning.map(it -> it.weighing(weight)));
  }

  /// {@return the heaviest of the weights, and the n-grams that have any of them}
  ///
  /// @param kept the share of weights to keep, in (0, 1]
  Words words(double kept) {
    double share = Math.min(kept, (double) MOST_KEPT / Math.max(1, grams.weights().length));
    Head head = Head.of(grams.weights(), grams.biases(), share);
    return new Words(vocabulary.only(head.used()), head.withoutUnused());
  }

  private static Meaning meaning(
      List<float[]> meanings, int[] labels, Pace pace, int width, long seed) {
    float[] centre = centre(meanings);
    int[] rows = IntStream.range(0, centre.length).toArray();
    List<Vocabulary.Vector> vectors =
        meanings.stream()
            .map(meaning -> new Vocabulary.Vector(rows, less(meaning, centre), 1))
            .toList();
    SoftmaxTraining.Fit fit =
        SoftmaxTraining.fit(centre.length, width, vectors, labels, pace.epochs, pace.meaning, seed);
    return new Meaning(
        DenseHead.of(fit.weights(), fit.biases(), centre),
        neighbours(centre, meanings, labels),
        Balance.EVEN);
  }

  /// All examples, or as many as are remembered, evenly spread.
  private static Neighbours neighbours(float[] centre, List<float[]> meanings, int[] labels) {
    int count = Math.min(MOST_REMEMBERED, labels.length);
    float[][] vectors = new float[count][];
    byte[] said = new byte[count];
    for (int i = 0; i < count; i++) {
      int place = (int) ((long) i * labels.length / count);
      vectors[i] = meanings.get(place);
      said[i] = (byte) labels[place];
    }
    return Neighbours.of(centre, vectors, said);
  }

  private static float[] centre(List<float[]> meanings) {
    float[] centre = new float[meanings.getFirst().length];
    for (float[] meaning : meanings) {
      for (int i = 0; i < centre.length; i++) {
        centre[i] += meaning[i] / meanings.size();
      }
    }
    return centre;
  }

  private static float[] less(float[] meaning, float[] centre) {
    float[] rest = new float[meaning.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = meaning[i] - centre[i];
    }
    return rest;
  }
}
