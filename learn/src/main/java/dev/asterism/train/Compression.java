package dev.asterism.train;

import dev.asterism.chat.Label;
import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import dev.asterism.dataset.Dataset;
import dev.asterism.student.Encoder;
import dev.asterism.student.Meaning;
import dev.asterism.student.NGrams;
import dev.asterism.student.Parts;
import dev.asterism.student.StudentFile;
import dev.asterism.student.Tokens;
import dev.asterism.task.Listing;
import dev.asterism.trace.Example;
import dev.asterism.train.Shaping.Found.Made;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// What is left of what was learnt when it is pruned and quantized as a student's is, and what that
/// costs.
///
/// @param wholeBytes of the weights as they were learnt: four for each, twelve for each n-gram's
///   hash and frequency, eight for the hash of each feature of a tagger
/// @param bytes of what a student keeps of them, as they are in its file
/// @param kept the share of weights kept
/// @param tests how many inputs were judged
/// @param rightWhole how many of them all that was learnt gets right: weights as they were learnt;
///   where answers are made of parts, all of them quantized
/// @param lost how many of those what is kept gets wrong
/// @param won how many of the others what is kept gets right
public record Compression(
    long wholeBytes, long bytes, double kept, int tests, int rightWhole, int lost, int won) {

  private static final int FOLDS = 5;

  /// {@return what teaching labels makes of some examples, measured on others}
  ///
  /// Takes as long as a training.
  ///
  /// @param examples learnt from; how much is kept is chosen by cross-fitting on them
  /// @param tests judged once
  /// @param encoder what their meaning is read with as well, for every one of them
  public static Compression ofLabels(
      List<Example> examples, List<Example> tests, Optional<Encoder> encoder, long seed) {
    Dataset dataset = Dataset.of(examples, 0, FOLDS, seed);
    List<Label> names = dataset.labels();
    int width = names.size();
    Texts texts = Texts.of(dataset, encoder);
    int[] labels =
        dataset.examples().stream()
            .mapToInt(example -> names.indexOf(example.reference().orElseThrow()))
            .toArray();
    CrossFit crossFit =
        CrossFit.of(dataset, texts, labels, LabelWords.NONE, seed, LearningSettings.TOLERANCE, 1);
    Weights weights =
        Weights.fit(texts, labels, LabelWords.NONE, width, seed).weighing(crossFit.weight());
    Words words = weights.words(crossFit.kept());
    BiPredicate<Example, float[]> answers =
        (test, sums) ->
            test.reference().equals(Optional.of(names.get(said(weights, sums, encoder, test))));
    long rows = weights.vocabulary().size();
    long dense = encoder.map(Encoder::width).orElse(0);
    return counted(
        rows * (4L * width + 12) + 8L * width + 4 * dense * width,
        StudentFile.size(words.vocabulary(), words.head()) + dense * width,
        crossFit.kept(),
        tests,
        test -> answers.test(test, weights.grams().sums(weights.vocabulary().vector(grams(test)))),
        test -> answers.test(test, words.head().sums(words.vocabulary().vector(grams(test)))));
  }

  private static long[] grams(Example test) {
    return NGrams.of(test.input());
  }

  private static int said(Weights weights, float[] sums, Optional<Encoder> encoder, Example test) {
    return encoder
        .map(one -> {
          Meaning meaning = weights.meaning().orElseThrow();
          return meaning.likeliest(sums, meaning.head().sums(one.encode(test.input())));
        })
        .orElseGet(() -> Sizes.largest(sums));
  }

  /// {@return the same of answers that are made of parts, of which n-grams and tags alone are read;
  /// empty where they cannot be learnt}
  public static Optional<Compression> ofParts(
      List<Example> examples, List<Example> tests, long seed) {
    Dataset dataset = Dataset.of(examples, 0, FOLDS, seed);
    List<Tokens> tokens = dataset.examples().stream().map(e -> Tokens.of(e.input())).toList();
    List<Value> answers =
        dataset.examples().stream().map(e -> Value.of(e.reference().orElseThrow())).toList();
    return Shaping.of(tokens, answers, Schema.ANY, new ClosedSet(Listing.of("")))
            instanceof Made made
        ? Optional.of(ofParts(Lessons.of(dataset, made, tokens, answers), tests, seed))
        : Optional.empty();
  }

  private static Compression ofParts(Lessons lessons, List<Example> tests, long seed) {
    double kept = DraftJudgements.of(lessons, Schema.ANY, seed, LearningSettings.TOLERANCE).kept();
    int[] all = IntStream.range(0, lessons.answers().size()).toArray();
    LearntParts learnt = PartsFit.fit(lessons, all, seed);
    Parts whole = learnt.parts(1);
    Parts parts = learnt.parts(kept);
    return counted(
        learnt.bytes(),
        StudentFile.size(parts),
        kept,
        tests,
        test -> isRight(whole, test),
        test -> isRight(parts, test));
  }

  private static boolean isRight(Parts parts, Example test) {
    return parts.draft(test.input(), Optional.empty()).is(Value.of(test.reference().orElseThrow()));
  }

  private static Compression counted(
      long wholeBytes,
      long bytes,
      double kept,
      List<Example> tests,
      Predicate<Example> whole,
      Predicate<Example> less) {
    int right = 0;
    int lost = 0;
    int won = 0;
    for (Example test : tests) {
      boolean before = whole.test(test);
      boolean after = less.test(test);
      right += before ? 1 : 0;
      lost += before && !after ? 1 : 0;
      won += after && !before ? 1 : 0;
    }
    return new Compression(wholeBytes, bytes, kept, tests.size(), right, lost, won);
  }
}
