package dev.asterism.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.trace.Call;
import dev.asterism.trace.Draft;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Serving;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The calls of policies, and what is read from them of models.
class CallsTest {

  private static final Call VOTE =
      new Call(
          "small",
          Call.Part.VOTE,
          new Usage(100, 20, 30, 12),
          false,
          new Usd(7_000),
          2_500,
          OptionalLong.of(900),
          "voted",
          Optional.of(true),
          Optional.empty());

  private static final Call CANCELLED =
      new Call(
          "small",
          Call.Part.VOTE,
          new Usage(100, 0),
          true,
          new Usd(5_000),
          800,
          OptionalLong.empty(),
          "cancelled",
          Optional.empty(),
          Optional.empty());

  private static final Stretch ALL = new Stretch(0, Long.MAX_VALUE);

  @TempDir private Path directory;
  @AutoClose private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(directory, StoreSettings.DEFAULT);
  }

  private void record(String id, Kind kind, String policy, Call... calls) {
    store.record(
        new Trace.Recording(
            new Trace(
                new TraceId(id),
                kind,
                Optional.empty(),
                Samples.NOON,
                "/v1/chat/completions",
                "asterism/support",
                "big",
                policy,
                200,
                Optional.empty(),
                false,
                new Usage(200, 30),
                new Usd(12_000),
                Usd.ZERO,
                3_000,
                2_900,
                0,
                Serving.NONE),
            Samples.bytes("asked"),
            Samples.bytes("answered"),
            List.of(),
            List.of(),
            List.of(calls)));
    store.flush();
  }

  @Test
  void callsComeBackInTheirOrderAsTheyWereMadeAlsoAfterReopening() {
    record("trace-0001", Kind.ANSWER, "swarm", VOTE, CANCELLED);
    assertThat(store.calls(new TraceId("trace-0001"))).containsExactly(VOTE, CANCELLED);
    store.close();
    open();
    assertThat(store.calls(new TraceId("trace-0001"))).containsExactly(VOTE, CANCELLED);
    assertThat(store.calls(new TraceId("trace-0002"))).isEmpty();
  }

  @Test
  void draftsAreKeptWithTheProbesThatToldOfThem() {
    for (int i = 1; i <= 4; i++) {
      record("trace-000" + i, Kind.PROBE, "probe", probed(i == 3 ? "other" : "small", i));
    }
    record("trace-0005", Kind.PROBE, "probe", VOTE);
    List<String> small = List.of("small");
    assertThat(store.newestProbes("big", small, ALL, 2))
        .extracting(Probe::number)
        .containsExactly(2L, 4L);
    assertThat(store.firstProbes("big", small, ALL, 2))
        .extracting(Probe::number)
        .containsExactly(1L, 2L);
    assertThat(store.firstProbes("big", List.of("small", "other"), new Stretch(2, 4), 9))
        .extracting(Probe::number)
        .containsExactly(3L, 4L);
    assertThat(store.newestProbes("small", small, ALL, 9)).isEmpty();
    assertThat(store.newestProbes("big", small, ALL, 9).getLast().calls())
        .containsExactly(probed("small", 4));
  }

  private static Call probed(String model, int place) {
    Draft draft =
        new Draft(
            "meaning " + place, place % 2 == 0 ? OptionalDouble.of(0.25) : OptionalDouble.empty());
    return new Call(
        model,
        Call.Part.PROBE,
        new Usage(10, 5),
        false,
        Usd.ZERO,
        9,
        OptionalLong.empty(),
        "another",
        Optional.of(false),
        Optional.of(draft));
  }

  @Test
  void whatModelsTookIsReadFromTheNewestCallsThatWereAnswered() {
    record("trace-0001", Kind.ANSWER, "swarm", VOTE, CANCELLED);
    Call later =
        new Call(
            "small",
            Call.Part.PROBE,
            new Usage(10, 5),
            true,
            Usd.ZERO,
            9,
            OptionalLong.empty(),
            "the same",
            Optional.of(true),
            Optional.empty());
    record("trace-0002", Kind.PROBE, "probe", later);
    CallTimes newest = new CallTimes(9, OptionalLong.empty(), 5);
    assertThat(store.times("small", 10))
        .containsExactly(newest, new CallTimes(2_500, OptionalLong.of(900), 30));
    assertThat(store.times("small", 1)).containsExactly(newest);
    assertThat(store.times("big", 10)).isEmpty();
  }

  @Test
  void whatModelsSaidInProbesIsReadOfEachByItselfTheNewestFirstKept() {
    record("trace-0001", Kind.ANSWER, "route", VOTE);
    for (int i = 2; i <= 9; i++) {
      record("trace-000" + i, Kind.PROBE, "probe", probed(i <= 4 ? "small" : "other", i));
    }
    assertThat(store.compared("big", "small", ALL, 2))
        .extracting(one -> new String(one.request(), UTF_8), Compared::good)
        .containsExactly(tuple("asked", false), tuple("asked", false));
    assertThat(store.compared("big", "small", ALL, 9)).hasSize(3);
    assertThat(store.compared("big", "small", new Stretch(2, 3), 9)).hasSize(1);
    assertThat(store.compared("big", "other", ALL, 9)).hasSize(5);
    assertThat(store.compared("small", "other", ALL, 9)).isEmpty();
  }

  @Test
  void callsAreForgottenWithTheirTrace() {
    record("trace-0001", Kind.PROBE, "probe", probed("small", 1));
    store.retain(Samples.NOON.plus(Duration.ofDays(10_000)));
    assertThat(store.calls(new TraceId("trace-0001"))).isEmpty();
    assertThat(store.times("small", 10)).isEmpty();
    assertThat(store.newestProbes("big", List.of("small"), ALL, 10)).isEmpty();
  }
}
