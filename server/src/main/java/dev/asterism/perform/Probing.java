package dev.asterism.perform;

import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Call;
import dev.asterism.wire.ChatAsking;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts an answered request to the best model of a policy and to others, to learn how often the
/// others are as good. Nobody waits for it.
final class Probing {

  private static final double AS_GOOD = 0.5;

  private final Asking asking;
  private final String best;
  private final Exploration exploration;
  private final Map<String, Optional<Double>> verdicts = new HashMap<>();

  /// @param best with whose answers the others' are compared
  Probing(Asking asking, String best, Exploration exploration) {
    this.asking = asking;
    this.best = best;
    this.exploration = exploration;
  }

  /// {@return the best model's answer, with which the others' were compared; empty where it gave
  /// none}
  Optional<Given.Whole> compare(List<String> others) throws UpstreamException {
    Heard first = asking.whole(best, Call.Part.PROBE, Asking.Shape.PLAIN);
    if (!(first instanceof Heard.Answer right) || !right.said().wellFormed()) {
      return Optional.empty();
    }
    right.booking().became("compared with");
    asking.course().gave(right.said().meaning());
    for (String other : others) {
      compare(exploration.all() ? drafted(other) : plain(other), right);
    }
    return Optional.of(right.whole());
  }

  private Heard plain(String other) throws UpstreamException {
    return asking.whole(other, Call.Part.PROBE, Asking.Shape.PLAIN);
  }

  /// As it is asked for a draft, so that one learns to judge those.
  private Heard drafted(String other) throws UpstreamException {
    Heard heard = asking.draft(other, Call.Part.PROBE);
    if (heard instanceof Heard.Answer answer) {
      answer.booking().drafted(answer.said().draft());
    }
    return heard;
  }

  private void compare(Heard heard, Heard.Answer right) throws UpstreamException {
    switch (heard) {
      case Heard.Answer answer when !answer.said().wellFormed() -> differs(answer.booking());
      case Heard.Answer answer when answer.said().meaning().equals(right.said().meaning()) ->
          answer.booking().became("the same");
      case Heard.Answer answer -> judge(answer, right);
      case Heard.Refusal refusal -> differs(refusal.booking());
      // Whether its answer would have been good is not known.
      case Heard.Loss _ -> {}
    }
  }

  private void judge(Heard.Answer answer, Heard.Answer right) throws UpstreamException {
    Optional<Double> verdict = verdict(answer.said());
    if (verdict.filter(worth -> worth >= AS_GOOD).isPresent()) {
      answer.booking().meant(right.said().meaning());
      answer.booking().became("as good");
    } else {
      // Answers that mean the same need no verdict, so to leave out those that got none would leave
      // good ones alone to learn from.
      answer.booking().became(verdict.isPresent() ? "another" : "another, no verdict");
    }
  }

  /// Nobody is asked twice about the same answer.
  private Optional<Double> verdict(Said said) throws UpstreamException {
    Optional<String> judge = exploration.judge();
    if (judge.isEmpty()) {
      return Optional.of(0.0);
    }
    Optional<Double> known = verdicts.get(said.meaning());
    if (known != null) {
      return known;
    }
    Optional<Double> verdict =
        asking.verdict(
            judge.get(), ChatAsking.judging(judge.get(), asking.form().question(), said.text()));
    verdicts.put(said.meaning(), verdict);
    return verdict;
  }

  /// No answer means that.
  private static void differs(Course.Booking booking) {
    booking.meant("");
    booking.became("no answer");
  }
}
