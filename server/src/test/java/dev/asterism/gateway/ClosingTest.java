package dev.asterism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosingTest {

  /// Each waits for all: one after the other none of them would ever be closed.
  @Test
  void allAreClosedSideBySideAndWaitedFor() {
    CountDownLatch begun = new CountDownLatch(3);
    AtomicInteger closed = new AtomicInteger();
    Runnable closing =
        () -> {
          begun.countDown();
          try {
            if (begun.await(1, TimeUnit.SECONDS)) {
              closed.incrementAndGet();
            }
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        };
    Closing.together(closing, closing, closing);
    assertThat(closed).hasValue(3);
  }
}
