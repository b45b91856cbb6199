package dev.asterism.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// A provider on loopback whose models each have a skill, a certainty and a fault by their name.
///
/// `small` and `other` are right where a question says `easy`, `big` always, `odd` never; `lazy` is
/// right, but late; `slow` begins and does not end, and is waited for where a question says `after
/// slow`; `dead` refuses; `nonsense` says what is no answer.
final class SimulatedModels implements AutoCloseable {

  private static final String STILL = "loop: {enabled: false, repeats: 0, encoder: false}\n";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final HttpServer http;

  SimulatedModels() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/v1/chat/completions", this::answer);
    http.start();
  }

  /// {@return the configuration of a server that asks them and does not learn from it}
  ///
  /// @param yaml with `URL` where theirs belongs
  Config config(String yaml, Path data) {
    return config(yaml, url(), data);
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/v1";
  }

  static Config config(String yaml, String url, Path data) {
    Config read = ConfigFile.parse("asterism.yaml", STILL + yaml.replace("URL", url), Map.of());
    return read.at(read.server().at(0), OneProvider.data(data));
  }

  /// {@return the models that were asked, in order}
  List<String> asked() {
    return asked;
  }

  /// {@return what they were asked, in order}
  List<String> bodies() {
    return bodies;
  }

  /// Opens when somebody gives `slow` up.
  CountDownLatch cancelled() {
    return cancelled;
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    JsonNode json = Calls.json(body);
    String model = json.path("model").asString("");
    asked.add(model);
    bodies.add(body);
    switch (model) {
      case "dead" -> exchange.sendResponseHeaders(400, -1);
      case "nonsense" -> SimulatedAnswers.send(exchange, "application/json", "{\"choices\":[]}");
      case "slow" -> untilGone(exchange);
      case "lazy" -> {
        pause();
        SimulatedAnswers.send(
            exchange, "application/json", whole(model, "42", OptionalDouble.empty()));
      }
      default -> {
        if (body.contains("after slow")) {
          untilSlowHasBegun();
        }
        boolean easy = body.contains("easy");
        String said = model.equals("odd") ? "odd" : easy || model.equals("big") ? "42" : "41";
        if (json.path("stream").asBoolean(false)) {
          SimulatedAnswers.send(
              exchange, "text/event-stream", SimulatedAnswers.chunks(model, said));
        } else {
          boolean weighed = json.path("logprobs").asBoolean(false);
          OptionalDouble logprob =
              weighed ? OptionalDouble.of(easy ? -0.1 : -1) : OptionalDouble.empty();
          SimulatedAnswers.send(exchange, "application/json", whole(model, said, logprob));
        }
      }
    }
    exchange.close();
  }

  /// Begins an answer and goes on until whoever asked hangs up.
  private void untilGone(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    begun.countDown();
    try {
      for (int i = 0; i < 20_000; i++) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
        Thread.sleep(5);
      }
    } catch (IOException gone) {
      cancelled.countDown();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void untilSlowHasBegun() {
    try {
      if (!begun.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody asked 'slow'");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String whole(String model, String said, OptionalDouble logprob) {
    return SimulatedAnswers.whole(model, said, 1_000, logprob);
  }
}
