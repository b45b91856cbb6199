package dev.asterism.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.store.SqliteStore;
import dev.asterism.trace.Call;
import dev.asterism.trace.Draft;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Serving;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Puts probes into a store, as if they had been made.
final class RecordedProbes {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final SqliteStore store;
  private int recorded;

  RecordedProbes(SqliteStore store) {
    this.store = store;
  }

  /// One in which a model's answer was held against the best one's.
  ///
  /// @return the name of its trace
  TraceId record(String best, String model, String question, boolean good) {
    TraceId id = new TraceId("probe-%05d".formatted(recorded++));
    Draft draft =
        new Draft(good ? "right " + question : "wrong", OptionalDouble.of(good ? 0.9 : 0.4));
    Call call =
        new Call(
            model,
            Call.Part.PROBE,
            new Usage(10, 5),
            false,
            Usd.ZERO,
            9,
            OptionalLong.empty(),
            good ? "the same" : "another",
            Optional.of(good),
            Optional.of(draft));
    Trace trace =
        new Trace(
            id,
            Kind.PROBE,
            Optional.empty(),
            NOON,
            "/v1/chat/completions",
            "asterism/support",
            best,
            "probe",
            200,
            Optional.empty(),
            false,
            new Usage(10, 5),
            Usd.ZERO,
            Usd.ZERO,
            9,
            9,
            0,
            Serving.NONE);
    String request =
        "{\"model\":\"asterism/support\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(question);
    store.record(
        new Trace.Recording(
            trace,
            request.getBytes(UTF_8),
            "{}".getBytes(UTF_8),
            List.of(),
            List.of(),
            List.of(call)));
    return id;
  }
}
