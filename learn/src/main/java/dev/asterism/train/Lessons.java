package dev.asterism.train;

import dev.asterism.chat.Value;
import dev.asterism.dataset.Dataset;
import dev.asterism.student.Encoder;
import dev.asterism.student.Tokens;
import dev.asterism.train.Shaping.Found.Made;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A dataset's examples as students of composed answers learn them.
///
/// @param answers what the teacher answered
/// @param solutions how each answer comes out; empty where the shape cannot make it
/// @param texts the inputs' n-grams, and meanings where they are read
record Lessons(
    Dataset dataset,
    Made made,
    List<Tokens> tokens,
    List<Value> answers,
    List<Optional<Solution>> solutions,
    Texts texts) {

  private static final int LEAST = 2;

  static Lessons of(Dataset dataset, Made made, List<Tokens> tokens, List<Value> answers) {
    return new Lessons(
        dataset,
        made,
        tokens,
        answers,
        answers.stream().map(answer -> Solution.of(made.shape(), made.heads(), answer)).toList(),
        Texts.of(dataset, Optional.empty()));
  }

  /// {@return whether each fold leaves answers to learn from that the shape can make: some to
  /// teach, and one beside them to tune what was taught}
  boolean areEnough() {
    return IntStream.range(0, dataset.foldCount())
        .allMatch(fold ->
            IntStream.of(dataset.taught(fold))
                    .filter(place -> solutions.get(place).isPresent())
                    .limit(LEAST)
                    .count()
                == LEAST);
  }

  /// {@return the same, with meanings}
  Lessons read(Encoder encoder) {
    return new Lessons(
        dataset, made, tokens, answers, solutions, Texts.of(dataset, Optional.of(encoder)));
  }
}
