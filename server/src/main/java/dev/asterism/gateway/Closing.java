package dev.asterism.gateway;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Closes, side by side, what waits for its own work to end: one after the other they would take
/// longer than a process is given before it is killed, and what was recorded would be lost.
public final class Closing {

  private Closing() {}

  /// On return all are closed.
  public static void together(Runnable... closings) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Runnable closing : closings) {
        threads.execute(closing);
      }
    }
  }
}
