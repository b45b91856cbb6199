package dev.asterism.train;

import dev.asterism.chat.Label;
import dev.asterism.dataset.Dataset;
import dev.asterism.student.NGrams;
import dev.asterism.trace.Example;
import java.util.List;
import java.util.Optional;

/// What is left of the n-grams' weights when they are pruned and quantized as a student's are, and
/// what that costs.
///
/// @param floatBytes of the weights as they were learnt: four for each, and twelve for each
///   n-gram's hash and frequency
/// @param bytes of what a student keeps: two for each weight, and six for each n-gram's hash,
///   frequency and number of weights; both with eight for each label
/// @param kept the share of weights kept
/// @param floatAccuracy the share of test inputs that the weights as they were learnt get right
/// @param accuracy the same of what is kept
public record Compression(
    long floatBytes, long bytes, double kept, double floatAccuracy, double accuracy) {

  private static final int FOLDS = 5;

  /// {@return what teaching some labelled examples makes of them, measured on others}
  ///
  /// Takes as long as a training.
  ///
  /// @param examples learnt from; how much is kept is chosen by cross-fitting on them
  /// @param tests judged once
  public static Compression measure(List<Example> examples, List<Example> tests, long seed) {
    Dataset dataset = Dataset.of(examples, 0, FOLDS, seed);
    List<Label> names = dataset.labels();
    int width = names.size();
    Texts texts = Texts.of(dataset, Optional.empty());
    int[] labels =
        dataset.examples().stream()
            .mapToInt(example -> names.indexOf(example.reference().orElseThrow()))
            .toArray();
    double kept = CrossFit.of(dataset, texts, labels, LabelWords.NONE, seed).kept();
    Weights weights = Weights.fit(texts, labels, LabelWords.NONE, width, seed);
    Words words = weights.words(kept);
    int whole = 0;
    int right = 0;
    for (Example test : tests) {
      int label = names.indexOf(test.reference().orElseThrow());
      long[] text = NGrams.of(test.input());
      whole +=
          Pruning.largest(weights.grams().sums(weights.vocabulary().vector(text))) == label ? 1 : 0;
      right += words.read(text).label() == label ? 1 : 0;
    }
    long rows = weights.vocabulary().size();
    return new Compression(
        rows * (4L * width + 12) + 8L * width,
        2L * words.head().weights().length + 6L * words.vocabulary().size() + 8L * width,
        kept,
        (double) whole / tests.size(),
        (double) right / tests.size());
  }
}
