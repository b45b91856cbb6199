package dev.asterism.student;

import dev.asterism.chat.Label;
import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import dev.asterism.cost.UsageEstimate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A student whose answers are made of parts: chosen ones, several of few, copied ones, objects of
/// those. Its labels are the answers' canonical spellings.
///
/// @param parts what makes its answers
/// @param schema what an answer must keep to
/// @param certainty how sure n-grams and tags make it
/// @param second the second reading, where that pays
/// @param style how the teacher writes
/// @param input what the teacher's usage would be, for an answer of no length
/// @param outputPerCharacter output tokens of each character that the teacher writes
public record ComposedStudent(
    Parts parts,
    Schema schema,
    Certainty certainty,
    Optional<Second> second,
    Style style,
    UsageEstimate input,
    double outputPerCharacter)
    implements Student {

  /// Reading the meaning as well, where the first reading is not sure enough.
  ///
  /// @param sure the score from which the first reading is enough
  /// @param certainty how sure both readings make it
  public record Second(Encoder encoder, double sure, Certainty certainty) {}

  public ComposedStudent {
    int decisions = parts.decisions();
    if (certainty.reliability().size() != decisions
        || second.stream().anyMatch(two -> two.certainty().reliability().size() != decisions)
        || second.isPresent() != parts.choosers().stream().anyMatch(c -> c.meaning().isPresent())) {
      throw new IllegalArgumentException("the student's parts do not fit together");
    }
  }

  /// {@return none: its answers are more than can be listed}
  @Override
  public List<Label> labels() {
    return List.of();
  }

  @Override
  public Verdict judge(String text) {
    return judge(text, encoder -> input -> Optional.of(encoder.encode(input)));
  }

  @Override
  public Verdict judgeSoon(String text) {
    return judge(text, encoder -> encoder::encodeSoon);
  }

  private Verdict judge(
      String text, Function<Encoder, Function<String, Optional<float[]>>> readers) {
    Draft first = parts.draft(text, Optional.empty()).within(schema);
    double score = certainty.score(first);
    if (second.isEmpty() || score >= second.get().sure()) {
      return verdict(first, score);
    }
    Second two = second.get();
    return Encoder.tried(readers.apply(two.encoder()), text)
        .map(meaning -> parts.draft(text, Optional.of(meaning)).within(schema))
        .map(again -> verdict(again, two.certainty().score(again)).withMeaning())
        .orElseGet(() -> verdict(first, 0).withoutReading());
  }

  private static Verdict verdict(Draft draft, double score) {
    Value answer = draft.answer().orElse(new Value.Nothing());
    return new Verdict(answer.label(), score, List.of());
  }

  @Override
  public String surface(Label label) {
    return style.write(Value.of(label));
  }

  @Override
  public UsageEstimate usage(Label label) {
    return new UsageEstimate(
        input.inputBase(), input.inputPerCharacter(), outputPerCharacter * surface(label).length());
  }
}
