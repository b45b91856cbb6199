package dev.asterism.perform;

import dev.asterism.policy.Voting;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Call;
import dev.asterism.wire.ChatAsking;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Has a model answer, and the answer judged.
final class Judging {

  private final Asking asking;
  private final Judge judge;
  private final OptionalDouble enough;
  private final Optional<Scoring> scoring;

  /// @param scoring what a learnt judge learnt; empty where nothing was
  /// @param enough what an answer must be worth; empty where it is judged for the worth's own sake,
  ///   so that everything is heard that tells it
  Judging(Asking asking, Judge judge, Optional<Scoring> scoring, OptionalDouble enough) {
    this.asking = asking;
    this.judge = judge;
    this.scoring = scoring;
    this.enough = enough;
  }

  /// A model's answer with what it is worth.
  ///
  /// @param quality in [0, 1]; 0 where nobody could judge it
  /// @param votes how many of the model's answers said the same
  /// @param reason why it is worth nothing, in words; empty where it was judged
  record Judged(Heard heard, double quality, int votes, String reason) {

    static Judged of(Heard heard, double quality) {
      return new Judged(heard, quality, 1, "");
    }

    static Judged nothing(Heard heard, String reason) {
      return new Judged(heard, 0, 1, reason);
    }
  }

  Judged judge(String model) throws UpstreamException {
    return switch (judge) {
      case Judge.Agreement(int samples) -> agreement(model, samples);
      case Judge.Confidence _ ->
          formed(asking.whole(model, Call.Part.DRAFT, Asking.Shape.WEIGHED), Judging::confidence);
      case Judge.Verdict(var by) ->
          formed(
              asking.whole(model, Call.Part.DRAFT, Asking.Shape.PLAIN),
              answer -> verdict(by, answer));
      case Judge.Learnt _ -> formed(draft(model), answer -> learnt(model, answer));
      case Judge.Form _ ->
          formed(
              asking.whole(model, Call.Part.DRAFT, Asking.Shape.PLAIN),
              answer -> Judged.of(answer, 1));
    };
  }

  private interface Weighing {
    Judged weigh(Heard.Answer answer) throws UpstreamException;
  }

  private static Judged formed(Heard heard, Weighing weighing) throws UpstreamException {
    return switch (heard) {
      case Heard.Answer answer when !answer.said().wellFormed() ->
          Judged.nothing(answer, "not the form asked for");
      case Heard.Answer answer -> weighing.weigh(answer);
      case Heard.Refusal refusal -> Judged.nothing(refusal, refusal.why());
      case Heard.Loss loss -> Judged.nothing(loss, loss.failing());
    };
  }

  private static Judged confidence(Heard.Answer answer) {
    OptionalDouble confidence = answer.said().confidence();
    return confidence.isPresent()
        ? Judged.of(answer, Math.clamp(confidence.getAsDouble(), 0, 1))
        : Judged.nothing(answer, "not judged: it tells no token probabilities");
  }

  /// Who never told how sure it is is not asked again.
  private Heard draft(String model) throws UpstreamException {
    return scoring.filter(it -> it.tells(model)).isPresent()
        ? asking.draft(model, Call.Part.DRAFT)
        : asking.whole(model, Call.Part.DRAFT, Asking.Shape.PLAIN);
  }

  private Judged learnt(String model, Heard.Answer answer) {
    return scoring
        .filter(it -> it.knows(model))
        .map(it -> Judged.of(answer, it.quality(model, Map.of(model, answer.said().draft()))))
        .orElseGet(() -> Judged.nothing(answer, "not judged: too little is learnt"));
  }

  private Judged verdict(String by, Heard.Answer answer) throws UpstreamException {
    byte[] body = ChatAsking.judging(by, asking.form().question(), answer.said().text());
    Optional<Double> verdict = asking.verdict(by, body);
    return verdict
        .map(quality -> Judged.of(answer, quality))
        .orElseGet(() -> Judged.nothing(answer, "not judged: " + by + " gave no verdict"));
  }

  /// Asks again and again at once, and stops when the share of one answer can no longer be enough,
  /// or is.
  private Judged agreement(String model, int samples) throws UpstreamException {
    int needed = Math.max(1, (int) Math.ceil(enough.orElse(1) * samples - 1e-9));
    Voting voting = new Voting(needed, OptionalDouble.empty(), 1);
    Map<String, Heard.Answer> answers = new LinkedHashMap<>();
    Map<String, Integer> votes = new LinkedHashMap<>();
    Optional<Heard> failed = Optional.empty();
    try (Round round = new Round(asking)) {
      round.ask(model, Call.Part.DRAFT, Asking.Shape.PLAIN);
      for (int i = 1; i < samples; i++) {
        round.ask(model, Call.Part.DRAFT, Asking.Shape.SAMPLED);
      }
      while (round.open() > 0
          && (enough.isEmpty()
              || voting.standing(votes, round.open()) instanceof Voting.Standing.Open)) {
        Heard heard = round.next();
        if (heard instanceof Heard.Answer answer && answer.said().wellFormed()) {
          answers.putIfAbsent(answer.said().meaning(), answer);
          votes.merge(answer.said().meaning(), 1, Integer::sum);
          answer.booking().became("said");
        } else {
          failed = Optional.of(heard);
        }
      }
    }
    Optional<Map.Entry<String, Integer>> lead =
        votes.entrySet().stream().max(Map.Entry.comparingByValue(Comparator.naturalOrder()));
    if (lead.isEmpty()) {
      return formed(failed.orElseThrow(), answer -> Judged.nothing(answer, "no form"));
    }
    int count = lead.get().getValue();
    Heard.Answer leading = Optional.ofNullable(answers.get(lead.get().getKey())).orElseThrow();
    return new Judged(leading, (double) count / samples, count, "");
  }
}
