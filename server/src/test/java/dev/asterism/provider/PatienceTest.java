package dev.asterism.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.asterism.wire.dialect.Language;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A provider whose events come at a pace is heard to the end; one that stops is not waited for.
@Timeout(60)
class PatienceTest {

  private static final String EVENT = "data: {}\n\n";
  private static final Duration SILENCE = Duration.ofMillis(800);
  private static final long PACE_MILLIS = 200;

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", PatienceTest::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /// The path says how many events come, and whether the stream then ends: `/8/end`, `/2/stop`.
  private static void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int event = 0; event < Integer.parseInt(path[1]); event++) {
        TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
        out.write(EVENT.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
      if (path[2].equals("stop")) {
        TimeUnit.SECONDS.sleep(20);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private String heard(Patience patience, String path) throws UpstreamException {
    Provider provider =
        new Provider(
            "paced",
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            Optional.empty(),
            List.of(),
            patience,
            Language.OPENAI,
            Map.of(),
            Resilience.DEFAULT);
    try (Upstream upstream = new Upstream();
        Reply reply =
            upstream.post(provider, path, List.of(), new byte[] {'{', '}'}, Asker.PATIENT)) {
      return new String(reply.body(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aStreamMayFlowLongerThanItMayBeSilent() throws Exception {
    assertThat(heard(Patience.withSilence(SILENCE), "/8/end")).isEqualTo(EVENT.repeat(8));
  }

  @Test
  void aStreamThatStopsIsGivenUpAfterTheSilence() {
    assertThatThrownBy(() -> heard(Patience.withSilence(SILENCE), "/2/stop"))
        .isInstanceOfSatisfying(
            UpstreamException.class, late -> assertThat(late.code()).isEqualTo("upstream_timeout"))
        .hasMessage("The provider 'paced' did not go on with its answer for 0.8 s.");
  }

  @Test
  void aStreamThatFlowsForEverIsGivenUpAllTheSame() {
    assertThatThrownBy(() -> heard(new Patience(SILENCE, Duration.ofSeconds(2)), "/90/end"))
        .hasMessage("The provider 'paced' did not end its answer within 2 s.");
  }

  @Test
  void anAnswerThatMustBeWholeByThenMayNotFlowOn() {
    assertThatThrownBy(() -> heard(Patience.forWhole(SILENCE), "/8/end"))
        .hasMessage("The provider 'paced' did not end its answer within 0.8 s.");
  }

  @Test
  void aClientThatHasLessTimeShortensBoth() {
    assertThat(Patience.withSilence(Duration.ofSeconds(10)).within(Duration.ofSeconds(30)))
        .isEqualTo(new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30)));
    assertThat(Patience.withSilence(Duration.ofSeconds(10)).within(Duration.ofSeconds(2)))
        .isEqualTo(Patience.forWhole(Duration.ofSeconds(2)));
  }
}
