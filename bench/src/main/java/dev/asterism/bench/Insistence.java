package dev.asterism.bench;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Clients that ask for something that they do not get, and ask again, until this is closed.
final class Insistence implements AutoCloseable {

  private static final int PAUSE_MILLIS = 1_000;

  private final int port;
  private final byte[] request;
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final LongAdder refused = new LongAdder();

  Insistence(int port, byte[] request, int many) {
    this.port = port;
    this.request = request;
    for (int client = 0; client < many; client++) {
      clients.execute(this::insist);
    }
  }

  private void insist() {
    while (!Thread.currentThread().isInterrupted()) {
      try (KeptConnection connection = new KeptConnection(port)) {
        while (true) {
          var _ = connection.ask(request);
          refused.increment();
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      } catch (IOException _) {
        // Closed by the server, or by the interruption that ends this.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// {@return how many requests got an answer, which is a refusal}
  long refused() {
    return refused.sum();
  }

  /// Interrupts the clients, which closes their connections.
  @Override
  public void close() {
    clients.shutdownNow();
    clients.close();
  }
}
