package dev.asterism.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A provider on loopback whose models know topics. The right answer to a question is the number in
/// it.
///
/// `big` is always right, `middle` never. `small` is right about fruit, and how sure it is tells
/// nothing. `mute` and `deaf` know as much, but `mute` tells nobody how sure it is, and `deaf`
/// refuses to be asked that, in one way or another. `poet` is right in words that it never uses
/// again, and `referee` finds good what is said about fruit.
final class TopicModels implements AutoCloseable {

  private static final Pattern NUMBER = Pattern.compile("item ([0-9]+)");

  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer http;
  private volatile boolean grown;

  TopicModels() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/v1/chat/completions", this::answer);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/v1";
  }

  /// {@return the models that refuse}
  Set<String> down() {
    return down;
  }

  /// {@return what models were asked}
  List<String> asked() {
    return asked;
  }

  /// From now on `small` is right about everything.
  void grow() {
    grown = true;
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(body);
    JsonNode json = Calls.json(body);
    String model = json.path("model").asString("");
    boolean weighed = json.path("logprobs").asBoolean(false);
    if (down.contains(model)) {
      exchange.sendResponseHeaders(403, -1);
    } else if (weighed && model.equals("deaf")) {
      exchange.sendResponseHeaders(number(body) % 2 == 0 ? 400 : 422, -1);
    } else {
      String said = said(model, body);
      boolean stream = json.path("stream").asBoolean(false);
      SimulatedAnswers.send(
          exchange,
          stream ? "text/event-stream" : "application/json",
          stream
              ? SimulatedAnswers.chunks(model, said)
              : whole(model, said, weighed && !model.equals("mute")));
    }
    exchange.close();
  }

  private static long number(String body) {
    return NUMBER
        .matcher(body)
        .results()
        .mapToLong(it -> Long.parseLong(it.group(1)))
        .findFirst()
        .orElse(0);
  }

  private String said(String model, String body) {
    long number = number(body);
    boolean fruit = body.contains("fruit") || grown;
    return switch (model) {
      case "big" -> Long.toString(number);
      case "middle" -> Long.toString(number + 7);
      case "poet" -> "Asked %d times, I say %d.".formatted(asked.size(), number);
      case "referee" -> fruit ? "97" : "3";
      default -> Long.toString(fruit ? number : number + 1);
    };
  }

  /// How sure a model is of an answer depends on its spelling.
  private static String whole(String model, String said, boolean weighed) {
    return SimulatedAnswers.whole(
        model,
        said,
        20,
        weighed
            ? OptionalDouble.of(said.hashCode() % 3 == 0 ? -0.01 : -1.5)
            : OptionalDouble.empty());
  }
}
