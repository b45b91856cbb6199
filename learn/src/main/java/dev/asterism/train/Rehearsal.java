package dev.asterism.train;

import dev.asterism.dataset.Dataset;

/// Cross-fitting with as much of what labels say of themselves as helps.
///
/// @param prior what is taught beside the examples
/// @param crossFit what came of it
record Rehearsal(LabelWords prior, CrossFit crossFit) {

  /// Examples of a label, on average, from which its own words have nothing to add.
  private static final int MANY = 20;

  /// How often each text of a label is taught, the lightest first.
  private static final int[] TIMES = {1, 3};

  /// Folds that tell whether a prior helps: cross-fitting with each of them whole would take longer
  /// than all else that a training does.
  private static final int TOLD_BY = 2;

  /// {@return what errs least on held-out examples; the lightest prior of equals}
  ///
  /// @param texts the examples'
  /// @param labels the label of each
  /// @param words what the labels say of themselves
  /// @param tolerance how much accuracy may be lost to keep less
  static Rehearsal of(
      Dataset dataset, Texts texts, int[] labels, LabelWords words, long seed, double tolerance) {
    LabelWords best = LabelWords.NONE;
    if (!words.labels().isEmpty() && labels.length < MANY * dataset.labels().size()) {
      double right = accuracy(best, dataset, texts, labels, seed);
      for (int times : TIMES) {
        LabelWords other = words.times(times);
        double then = accuracy(other, dataset, texts, labels, seed);
        if (then > right) {
          best = other;
          right = then;
        }
      }
    }
    return new Rehearsal(best, CrossFit.of(dataset, texts, labels, best, seed, tolerance, 1));
  }

  private static double accuracy(
      LabelWords prior, Dataset dataset, Texts texts, int[] labels, long seed) {
    return CrossFit.accuracy(dataset, texts, labels, prior, seed, TOLD_BY);
  }
}
