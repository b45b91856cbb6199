package dev.asterism.train;

import dev.asterism.dataset.Dataset;

/// Cross-fitting with as much of what labels say of themselves as helps.
///
/// @param prior what is taught beside the examples
/// @param crossFit what came of it
record Rehearsal(LabelWords prior, CrossFit crossFit) {

  /// Examples of a label, on average, from which its own words have nothing to add.
  private static final int MANY = 30;

  /// How often each text of a label is taught, the lightest first.
  private static final int[] TIMES = {1, 3};

  /// {@return what errs least on held-out examples; the lightest prior of equals}
  ///
  /// @param texts the examples'
  /// @param labels the label of each
  /// @param words what the labels say of themselves
  static Rehearsal of(Dataset dataset, Texts texts, int[] labels, LabelWords words, long seed) {
    Rehearsal best = with(LabelWords.NONE, dataset, texts, labels, seed);
    if (words.labels().isEmpty() || labels.length >= MANY * dataset.labels().size()) {
      return best;
    }
    for (int times : TIMES) {
      Rehearsal other = with(words.times(times), dataset, texts, labels, seed);
      best = other.accuracy() > best.accuracy() ? other : best;
    }
    return best;
  }

  private static Rehearsal with(
      LabelWords prior, Dataset dataset, Texts texts, int[] labels, long seed) {
    return new Rehearsal(prior, CrossFit.of(dataset, texts, labels, prior, seed));
  }

  /// {@return the share of held-out examples that the best reading gets right}
  double accuracy() {
    return crossFit.twice().orElse(crossFit.once()).accuracy();
  }
}
