package dev.asterism.policy;

import dev.asterism.chat.Label;
import java.util.List;
import java.util.Optional;

/// Lets students answer what they are sure of, and the teacher the rest.
///
/// Pure decision: depends on the students' opinions and the coin alone.
public final class StudentFirst {

  /// What a live student thinks of one question.
  ///
  /// @param answer its answer; empty where it abstains or where no student is live
  public record Opinion(Optional<Label> answer) {

    public static final Opinion NONE = new Opinion(Optional.empty());
  }

  /// What the gateway does next.
  public sealed interface Step {

    /// Every question is answered by its student; `audit` asks the teacher as well, afterwards.
    record Answer(boolean audit) implements Step {}

    /// These questions, by position, go to the teacher; its students answer the others.
    ///
    /// @param whole whether the request goes out untouched, because every question is asked
    record Ask(List<Integer> positions, boolean whole) implements Step {

      public Ask {
        positions = List.copyOf(positions);
      }
    }
  }

  /// {@return the next step}
  ///
  /// @param opinions one for each question, in order
  /// @param coin whether this request was drawn, without looking at it, for checking
  public Step decide(List<Opinion> opinions, boolean coin) {
    List<Integer> open = new java.util.ArrayList<>();
    for (int position = 0; position < opinions.size(); position++) {
      if (opinions.get(position).answer().isEmpty()) {
        open.add(position);
      }
    }
    if (open.isEmpty() && !opinions.isEmpty()) {
      return new Step.Answer(coin);
    }
    return coin || open.size() == opinions.size()
        ? everything(opinions.size())
        : new Step.Ask(open, false);
  }

  private static Step everything(int questions) {
    return new Step.Ask(java.util.stream.IntStream.range(0, questions).boxed().toList(), true);
  }
}
