package dev.asterism.server;

import java.time.Duration;

/// What comes true off the path.
final class Eventually {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Eventually() {}

  interface Checked {
    void run() throws Exception;
  }

  /// Tries again until it holds, for as long as learning may take.
  static void eventually(Checked check) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        check.run();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
        Thread.sleep(200);
      }
    }
  }
}
