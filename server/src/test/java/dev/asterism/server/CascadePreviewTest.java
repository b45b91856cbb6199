package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.store.PolicyRequest;
import dev.asterism.trace.Call;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Serving;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// A cascade of two models that went on below 0.8; a draft costs $1, the last model's answer $10.
final class CascadePreviewTest {

  private static final Trace TRACE =
      new Trace(
          new TraceId("preview-0001"),
          Kind.ANSWER,
          Optional.empty(),
          Instant.EPOCH,
          "/v1/chat/completions",
          "asterism/support",
          "large",
          "cascade",
          200,
          Optional.empty(),
          false,
          new Usage(10, 0, 3, 0),
          Usd.ofDollars(1),
          Usd.ofDollars(10),
          5_000,
          4_000,
          1,
          new Serving(Optional.of("provider"), 1, "", false));

  private static final CascadePreview PREVIEW =
      new CascadePreview(
          List.of(
              request("accepted 0.90", Optional.empty()),
              request("rejected 0.70 < 0.80", Optional.of(true)),
              request("rejected 0.50 < 0.80", Optional.of(false)),
              request("rejected (not the form asked for)", Optional.of(false))));

  @Test
  void aLooserThresholdKeepsDraftsWhoseWorthIsKnown() {
    CascadePreview.Point loosest = PREVIEW.points().getFirst();
    assertThat(loosest.threshold()).isEqualTo(0.5);
    assertThat(loosest.escalated()).isEqualTo(0.25);
    assertThat(loosest.dollars()).isCloseTo((1 + 1 + 1 + 11) / 4.0, within(1e-9));
    assertThat(loosest.compared()).isEqualTo(2);
    assertThat(loosest.differing()).isEqualTo(1);
  }

  @Test
  void theThresholdThatWasSetCostsWhatWasPaid() {
    CascadePreview.Point asItWas = PREVIEW.points().get(2);
    assertThat(asItWas.threshold()).isEqualTo(0.9);
    assertThat(asItWas.escalated()).isEqualTo(0.75);
    assertThat(asItWas.dollars()).isCloseTo((1 + 11 + 11 + 11) / 4.0, within(1e-9));
    assertThat(asItWas.compared()).isZero();
  }

  @Test
  void aStricterThresholdAsksMoreAtTheMeanCostOfSuchAnswers() {
    CascadePreview.Point strictest = PREVIEW.points().getLast();
    assertThat(strictest.escalated()).isEqualTo(1);
    assertThat(strictest.dollars()).isCloseTo(11, within(1e-9));
  }

  @Test
  void whereNothingWasJudgedThereIsNothingToPreview() {
    assertThat(new CascadePreview(List.of()).points()).isEmpty();
    List<PolicyRequest> unjudged = List.of(request("not judged", Optional.empty()));
    assertThat(new CascadePreview(unjudged).points()).isEmpty();
  }

  /// @param agrees whether the draft said what the last model said; empty where that was not asked
  private static PolicyRequest request(String outcome, Optional<Boolean> agrees) {
    List<Call> calls = new ArrayList<>();
    calls.add(call("small", Call.Part.DRAFT, 1, outcome, agrees));
    if (agrees.isPresent()) {
      calls.add(call("large", Call.Part.ANSWER, 10, "accepted", Optional.of(true)));
    }
    return new PolicyRequest(TRACE, calls);
  }

  private static Call call(
      String model, Call.Part part, double dollars, String outcome, Optional<Boolean> agrees) {
    return new Call(
        model,
        part,
        new Usage(10, 0, 3, 0),
        false,
        Usd.ofDollars(dollars),
        1_000,
        OptionalLong.empty(),
        outcome,
        agrees,
        Optional.empty());
  }
}
