package dev.asterism.train;

import dev.asterism.student.DenseHead;
import dev.asterism.student.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// An encoder's vectors less their mean, which says nothing of any one of them.
record Centred(float[] centre, List<Vocabulary.Vector> vectors) {

  /// {@return the vectors, centred; empty where there are none}
  static Optional<Centred> of(List<float[]> meanings) {
    if (meanings.isEmpty()) {
      return Optional.empty();
    }
    float[] centre = new float[meanings.getFirst().length];
    for (float[] meaning : meanings) {
      for (int i = 0; i < centre.length; i++) {
        centre[i] += meaning[i] / meanings.size();
      }
    }
    int[] rows = IntStream.range(0, centre.length).toArray();
    return Optional.of(
        new Centred(
            centre,
            meanings.stream()
                .map(meaning -> new Vocabulary.Vector(rows, less(meaning, centre), 1))
                .toList()));
  }

  int rows() {
    return centre.length;
  }

  /// {@return a head of uncentred vectors}
  DenseHead head(SoftmaxTraining.Fit fit) {
    return DenseHead.of(fit.weights(), fit.biases(), centre);
  }

  private static float[] less(float[] meaning, float[] centre) {
    float[] rest = new float[meaning.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = meaning[i] - centre[i];
    }
    return rest;
  }
}
