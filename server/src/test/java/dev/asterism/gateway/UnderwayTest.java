package dev.asterism.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.trace.TraceId;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UnderwayTest {

  private static final TraceId TRACE = new TraceId("trace-of-a-test");

  private final Underway underway = new Underway();

  @Test
  void whoAsksOfATraceBeforeItIsRecordedWaitsForThat() throws Exception {
    Underway.Request request = underway.begin(TRACE);
    CompletableFuture<TraceId> asked =
        CompletableFuture.supplyAsync(() -> underway.recorded(TRACE));
    Thread.sleep(50);
    assertThat(asked).isNotDone();
    request.close();
    assertThat(asked.get(1, SECONDS)).isEqualTo(TRACE);
  }

  @Test
  void aTraceThatTakesTooLongIsNotWaitedForForEver() {
    try (Underway.Request _ = underway.begin(TRACE)) {
      assertThat(CompletableFuture.supplyAsync(() -> underway.recorded(TRACE)))
          .succeedsWithin(10, SECONDS);
    }
  }

  @Test
  void aTraceThatIsNotUnderwayIsNotWaitedFor() {
    underway.begin(TRACE).close();
    long begun = System.nanoTime();
    underway.recorded(TRACE);
    underway.recorded(new TraceId("another-trace"));
    assertThat(System.nanoTime() - begun).isLessThan(SECONDS.toNanos(1));
  }
}
