package dev.asterism.perform;

import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Call;
import dev.asterism.wire.ChatAsking;
import java.util.Optional;

/// Puts an answered request to the best model of a route and to another one, to learn how often the
/// other is as good. Nobody waits for it.
final class Probing {

  private static final double AS_GOOD = 0.5;

  private final Asking asking;
  private final Manner.Route route;

  Probing(Asking asking, Manner.Route route) {
    this.asking = asking;
    this.route = route;
  }

  /// {@return the best model's answer, with which the other's was compared; empty where it gave
  /// none}
  Optional<Given.Whole> compare(String other) throws UpstreamException {
    Heard best = asking.whole(route.best(), Call.Part.PROBE, Asking.Shape.PLAIN);
    if (!(best instanceof Heard.Answer right) || !right.said().wellFormed()) {
      return Optional.empty();
    }
    right.booking().became("compared with");
    Heard heard = asking.whole(other, Call.Part.PROBE, Asking.Shape.PLAIN);
    asking.course().gave(right.said().meaning());
    switch (heard) {
      case Heard.Answer answer when !answer.said().wellFormed() -> differs(answer.booking());
      case Heard.Answer answer when answer.said().meaning().equals(right.said().meaning()) ->
          answer.booking().became("the same");
      case Heard.Answer answer -> judge(answer, right);
      case Heard.Refusal refusal -> differs(refusal.booking());
      // Whether its answer would have been good is not known.
      case Heard.Loss _ -> {}
    }
    return Optional.of(right.whole());
  }

  private void judge(Heard.Answer answer, Heard.Answer right) throws UpstreamException {
    Optional<Double> verdict =
        route.judge().isEmpty()
            ? Optional.of(0.0)
            : asking.verdict(
                route.judge().get(),
                ChatAsking.judging(
                    route.judge().get(), asking.form().question(), answer.said().text()));
    if (verdict.filter(worth -> worth >= AS_GOOD).isPresent()) {
      answer.booking().meant(right.said().meaning());
      answer.booking().became("as good");
    } else if (verdict.isPresent()) {
      answer.booking().became("another");
    } else {
      answer.booking().isNotCompared();
    }
  }

  /// No answer means that.
  private static void differs(Course.Booking booking) {
    booking.meant("");
    booking.became("no answer");
  }
}
