package dev.asterism.perform;

import dev.asterism.policy.Candidate;
import dev.asterism.policy.Cascade;
import dev.asterism.policy.Prospect;
import dev.asterism.policy.State;
import dev.asterism.policy.Step;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/// Performs a cascade: one model after the other, until an answer will do.
final class Cascading {

  private final Asking asking;
  private final Manner.Cascade cascade;
  private final double threshold;
  private final Judging judging;
  private final List<String> open;
  private final Map<String, Heard.Answer> answers = new LinkedHashMap<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Heard> failed = new ArrayList<>();

  /// @param threshold from which an answer will do
  Cascading(Asking asking, Manner.Cascade cascade, double threshold) {
    this.asking = asking;
    this.cascade = cascade;
    this.threshold = threshold;
    this.judging = new Judging(asking, cascade.judge(), OptionalDouble.of(threshold));
    this.open = new ArrayList<>(cascade.models());
  }

  Given play() throws UpstreamException {
    Cascade policy =
        new Cascade(
            cascade.models().stream().map(List::of).toList(), new Cascade.Stop.Proven(threshold));
    while (true) {
      switch (policy.next(
          new State(prospects(), candidates, cascade.models().size() - open.size()))) {
        case Step.Ask(var models) -> {
          Optional<Given> given = ask(models.getFirst());
          if (given.isPresent()) {
            return given.get();
          }
        }
        case Step.Answer(var meaning) -> {
          return give(meaning);
        }
        case Step.Refuse _ -> {
          return asking.nobody(failed);
        }
      }
    }
  }

  /// Asks the last in any case, and another only where that fails.
  Given fromTheLast() throws UpstreamException {
    if (asking.affords(cascade.best())) {
      Optional<Given> given = ask(cascade.best());
      if (given.isPresent()) {
        return given.get();
      }
    }
    return play();
  }

  /// Asks the first and the last, so that what the first says can be held against what the last
  /// says, which is given.
  ///
  /// @param draft what is tried, of a judged answer
  Given check(BiFunction<Double, Said, Trial> draft) throws UpstreamException {
    String first = open.removeFirst();
    Judging.Judged judged =
        new Judging(asking, cascade.judge(), OptionalDouble.empty()).judge(first);
    note(
        judged,
        judged.reason().isEmpty() ? "judged " + Course.share(judged.quality()) : words(judged));
    Optional<Given> given = ask(cascade.best());
    if (given.isEmpty()) {
      return play();
    }
    if (judged.reason().isEmpty() && judged.heard() instanceof Heard.Answer answer) {
      asking.course().tries(draft.apply(judged.quality(), answer.said()));
    }
    return given.get();
  }

  /// Those who can be asked in what is left of the time and the money.
  private List<Prospect> prospects() {
    if (!asking.hasTime()) {
      return List.of();
    }
    List<Prospect> prospects = new ArrayList<>();
    for (String model : List.copyOf(open)) {
      if (asking.affords(model)) {
        prospects.add(
            new Prospect(
                model, 0, asking.course().cost(model, asking.foreseen(model)).dollars(), 0));
      } else {
        open.remove(model);
        asking.course().say(model + " left out over the budget");
      }
    }
    return prospects;
  }

  private Optional<Given> ask(String model) throws UpstreamException {
    open.remove(model);
    return model.equals(cascade.best()) ? last(model) : draft(model);
  }

  private Optional<Given> last(String model) throws UpstreamException {
    byte[] body = asking.asked(model);
    return switch (asking.last(model, Call.Part.ANSWER, body, !candidates.isEmpty())) {
      case Asking.Last.Answered(var given) -> {
        asking.course().say(model + " accepted");
        yield Optional.of(given);
      }
      case Asking.Last.Failed(var heard) -> {
        fail(heard);
        yield Optional.empty();
      }
    };
  }

  private Optional<Given> draft(String model) throws UpstreamException {
    Judging.Judged judged = judging.judge(model);
    note(judged, words(judged));
    return Optional.empty();
  }

  private void note(Judging.Judged judged, String words) {
    switch (judged.heard()) {
      case Heard.Answer answer -> {
        String meaning = answer.said().meaning();
        answers.putIfAbsent(meaning, answer);
        candidates.add(new Candidate(meaning, judged.quality(), judged.votes()));
        answer.booking().became(words);
        asking.course().say(answer.model() + " " + words);
      }
      case Heard.Refusal refusal -> fail(refusal);
      case Heard.Loss loss -> fail(loss);
    }
  }

  private String words(Judging.Judged judged) {
    if (!judged.reason().isEmpty()) {
      return "rejected (" + judged.reason() + ")";
    }
    return judged.quality() >= threshold
        ? "accepted " + Course.share(judged.quality())
        : "rejected " + Course.share(judged.quality()) + " < " + Course.share(threshold);
  }

  private void fail(Heard heard) {
    failed.add(heard);
    asking.course().say(heard.model() + " " + heard.failing());
  }

  private Given give(String meaning) {
    Heard.Answer answer = Optional.ofNullable(answers.get(meaning)).orElseThrow();
    boolean enough =
        candidates.stream()
            .anyMatch(one -> one.answer().equals(meaning) && one.quality() >= threshold);
    if (!enough) {
      asking.course().say(answer.model() + " given all the same");
    }
    return asking.give(answer);
  }
}
