package dev.asterism.train;

import dev.asterism.chat.Label;
import dev.asterism.dataset.Dataset;
import dev.asterism.student.NGrams;
import dev.asterism.student.StudentFile;
import dev.asterism.trace.Example;
import java.util.List;
import java.util.Optional;

/// What is left of the n-grams' weights when they are pruned and quantized as a student's are, and
/// what that costs.
///
/// @param floatBytes of the weights as they were learnt: four for each, twelve for each n-gram's
///   hash and frequency, eight for each label
/// @param bytes of what a student keeps of them, as they are in its file
/// @param kept the share of weights kept
/// @param tests how many inputs were judged
/// @param rightFloat how many of them the weights as they were learnt get right
/// @param lost how many of those what is kept gets wrong
/// @param won how many of the others what is kept gets right
public record Compression(
    long floatBytes, long bytes, double kept, int tests, int rightFloat, int lost, int won) {

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
    double kept = CrossFit.of(dataset, texts, labels, LabelWords.NONE, seed, 1).kept();
    Weights weights = Weights.fit(texts, labels, LabelWords.NONE, width, seed);
    Words words = weights.words(kept);
    int right = 0;
    int lost = 0;
    int won = 0;
    for (Example test : tests) {
      int label = names.indexOf(test.reference().orElseThrow());
      long[] text = NGrams.of(test.input());
      float[] sums = weights.grams().sums(weights.vocabulary().vector(text));
      boolean before = Pruning.largest(sums) == label;
      boolean after = words.read(text).label() == label;
      right += before ? 1 : 0;
      lost += before && !after ? 1 : 0;
      won += after && !before ? 1 : 0;
    }
    long rows = weights.vocabulary().size();
    return new Compression(
        rows * (4L * width + 12) + 8L * width,
        StudentFile.size(words.vocabulary(), words.head()),
        kept,
        tests.size(),
        right,
        lost,
        won);
  }
}
