package dev.asterism.server;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tells consoles each second how things stand, as server-sent events, for as long as they listen.
final class Live implements AutoCloseable {

  private static final int MOST_LISTENERS = 32;

  private final JsonMapper json = new JsonMapper();
  private final Semaphore seats = new Semaphore(MOST_LISTENERS);
  private final CountDownLatch closed = new CountDownLatch(1);

  void tell(ServerResponse response, Supplier<ObjectNode> news) {
    if (!seats.tryAcquire()) {
      response.status(Status.SERVICE_UNAVAILABLE_503).send("too many consoles are open\n");
      return;
    }
    response.header("Content-Type", "text/event-stream");
    response.header("Cache-Control", "no-store");
    try (OutputStream out = response.outputStream()) {
      do {
        String event = "data: " + json.writeValueAsString(news.get()) + "\n\n";
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
      } while (!closed.await(1, TimeUnit.SECONDS));
    } catch (IOException _) {
      // The console was closed.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      seats.release();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
