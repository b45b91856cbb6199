package dev.asterism.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GivingUpTest {

  /// One that gives up after a while.
  private record Impatient(long nanos) implements Asker {

    @Override
    public void began(Runnable cancel) {
      var _ =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                long begun = System.nanoTime();
                while (System.nanoTime() - begun < nanos) {
                  Thread.onSpinWait();
                }
                cancel.run();
              });
    }

    @Override
    public void watch(Runnable left) {
      // It leaves by itself.
    }

    @Override
    public void settled() {
      // It forgets by itself.
    }
  }

  /// Also while the connection is made: each answer closes its own, so each call makes another.
  @Test
  void aCallMayBeGivenUpAtAnyMoment() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Connection", "close");
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    Provider provider =
        new Provider(
            "local",
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            Optional.empty(),
            List.of(),
            Duration.ofSeconds(10));
    Random random = new Random(7);
    Set<String> codes = new HashSet<>();
    try (Upstream upstream = new Upstream()) {
      for (int i = 0; i < 2_000; i++) {
        try (Reply reply =
            upstream.post(
                provider,
                "/",
                List.of(),
                new byte[] {'{', '}'},
                new Impatient(random.nextLong(600_000)))) {
          reply.body();
        } catch (UpstreamException gone) {
          codes.add(gone.code());
        }
      }
    } finally {
      server.stop(0);
    }
    assertThat(codes).containsExactly(UpstreamException.CLIENT_GONE);
  }
}
