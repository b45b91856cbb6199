package dev.asterism.perform;

import dev.asterism.policy.Candidate;
import dev.asterism.trace.Draft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answers at hand, each with what it is worth. What another member says may change that.
final class Hand {

  private final Optional<Scoring> scoring;
  private final Map<String, Judging.Judged> judged = new LinkedHashMap<>();
  private final Map<String, Draft> drafts = new LinkedHashMap<>();

  /// @param scoring who judges drafts beside one another; empty where each is judged by itself
  Hand(Optional<Scoring> scoring) {
    this.scoring = scoring;
  }

  /// @param answer of the member, which was judged by itself
  void take(String model, Heard.Answer answer, Judging.Judged alone) {
    judged.put(model, alone);
    if (alone.reason().isEmpty()) {
      drafts.put(model, answer.said().draft());
    }
  }

  /// {@return what the answer of a member is worth beside all others, in [0, 1]}
  double quality(String model) {
    Judging.Judged alone = Optional.ofNullable(judged.get(model)).orElseThrow();
    return scoring.isPresent() && drafts.containsKey(model)
        ? scoring.get().quality(model, drafts)
        : alone.quality();
  }

  /// {@return who gave an answer that could be judged}
  List<String> heard() {
    return List.copyOf(drafts.keySet());
  }

  /// {@return each answer by the name of who gave it}
  List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    judged.forEach(
        (model, one) -> candidates.add(new Candidate(model, quality(model), one.votes())));
    return candidates;
  }

  /// {@return who answered last; there is one}
  String newest() {
    return List.copyOf(judged.keySet()).getLast();
  }

  boolean isEmpty() {
    return judged.isEmpty();
  }

  Heard.Answer answer(String model) {
    return switch (Optional.ofNullable(judged.get(model)).orElseThrow().heard()) {
      case Heard.Answer answer -> answer;
      case Heard.Refusal _, Heard.Loss _ ->
          throw new IllegalStateException("only answers are at hand");
    };
  }
}
