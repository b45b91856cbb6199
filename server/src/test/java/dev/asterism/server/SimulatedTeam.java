package dev.asterism.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Simulated models that divide the question how much two currencies make, look rates up, add and
/// sum up, and simulated tools. Each has a skill or a fault by its name.
final class SimulatedTeam implements AutoCloseable {

  private static final Pattern FIRST = Pattern.compile("\\n- ([a-z-]+):");
  private static final Pattern NUMBER =
      Pattern.compile("<input for=\"(?:first|second)\">\\n([0-9.]+)\\n</input>");
  private static final Pattern CURRENCY = Pattern.compile("The rate of ([A-Z]+)");
  private static final Pattern SUM = Pattern.compile("\\{\"sum\":([0-9.]+)}");

  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> toolResults = new CopyOnWriteArrayList<>();
  final CountDownLatch cancelled = new CountDownLatch(2);
  final CountDownLatch hanging = new CountDownLatch(2);
  private final CountDownLatch both = new CountDownLatch(2);
  private final HttpServer server;

  SimulatedTeam() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::answer);
    server.createContext("/rate", SimulatedTeam::rate);
    server.createContext("/stuck", this::untilGone);
    server.createContext("/flood", this::flood);
    server.createContext(
        "/elsewhere",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/rate?currency=EUR");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    JsonNode json = Calls.json(body);
    String model = json.path("model").asString("");
    asked.add(model);
    String last = last(json);
    switch (model) {
      case "dead" -> exchange.sendResponseHeaders(400, -1);
      case "hanging" -> untilGone(exchange);
      case "clerk" -> clerk(exchange, json, last);
      case "twin" -> {
        await(both);
        say(exchange, json, "{\"rate\":2}");
      }
      case "rambling" -> say(exchange, json, "Rates are a difficult subject.");
      case "adder" -> say(exchange, json, "{\"sum\":" + sum(last) + "}");
      case "nonsense" -> say(exchange, json, "I would rather not.");
      case "cyclic" -> say(exchange, json, plan(step("a", "sums", "b"), step("b", "sums", "a")));
      case "endless" -> say(exchange, json, plan(endless()));
      case "many" -> say(exchange, json, plan(many(50, json)));
      case "void" -> send(exchange, "application/json", "{\"choices\":[]}");
      case "insistent" -> call(exchange, "rate", "EUR");
      case "confused" -> confused(exchange, json, last);
      case "idle" -> say(exchange, json, plan());
      default ->
          say(exchange, json, json.has("response_format") ? planned(model, json) : told(last));
    }
    exchange.close();
  }

  private static String last(JsonNode json) {
    JsonNode messages = json.path("messages");
    return messages.path(messages.size() - 1).path("content").asString("");
  }

  /// Looks both currencies up with the first specialist that it is told of; a boss that mends a
  /// plan asks the one called rates.
  private static String planned(String model, JsonNode json) {
    boolean mends = model.equals("big");
    String looksUp = mends ? "rates" : first(json);
    String mark = mends ? "again" : "";
    return plan(
        "{\"id\":\"eur%s\",\"specialist\":\"%s\",\"task\":\"The rate of EUR\",\"inputs\":[]}"
            .formatted(mark, looksUp),
        "{\"id\":\"usd%s\",\"specialist\":\"%s\",\"task\":\"The rate of USD\",\"inputs\":[]}"
            .formatted(mark, looksUp),
        "{\"id\":\"sum%1$s\",\"specialist\":\"sums\",\"task\":\"Add them\",\"inputs\":[{\"name\":\"first\",\"from\":\"eur%1$s\",\"field\":\"rate\"},{\"name\":\"second\",\"from\":\"usd%1$s\",\"field\":\"rate\"}]}"
            .formatted(mark));
  }

  private static String first(JsonNode json) {
    String instructions = json.path("messages").path(0).path("content").asString("");
    return FIRST.matcher(instructions).results().findFirst().orElseThrow().group(1);
  }

  private static String plan(String... steps) {
    return "{\"steps\":[" + String.join(",", steps) + "]}";
  }

  private static String step(String id, String specialist, String from) {
    return "{\"id\":\"%1$s\",\"specialist\":\"%2$s\",\"task\":\"t\",\"inputs\":[{\"name\":\"first\",\"from\":\"%3$s\",\"field\":\"sum\"},{\"name\":\"second\",\"from\":\"%3$s\",\"field\":\"sum\"}]}"
        .formatted(id, specialist, from);
  }

  private static String[] endless() {
    String[] steps = new String[1_000];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = step("s" + i, "sums", "s" + (i + 1));
    }
    return steps;
  }

  private static String[] many(int size, JsonNode json) {
    String[] steps = new String[size];
    for (int i = 0; i < size; i++) {
      steps[i] =
          "{\"id\":\"s%d\",\"specialist\":\"%s\",\"task\":\"t\",\"inputs\":[]}"
              .formatted(i, first(json));
    }
    return steps;
  }

  private static double sum(String question) {
    return NUMBER
        .matcher(question)
        .results()
        .mapToDouble(number -> Double.parseDouble(number.group(1)))
        .sum();
  }

  private static String told(String question) {
    return SUM.matcher(question)
        .results()
        .map(sum -> "Together " + sum.group(1) + ".")
        .findFirst()
        .orElse("About three, I guess.");
  }

  /// Calls its tool first, and answers what that told.
  private void clerk(HttpExchange exchange, JsonNode json, String last) throws IOException {
    JsonNode messages = json.path("messages");
    JsonNode newest = messages.path(messages.size() - 1);
    if (newest.path("role").asString("").equals("tool")) {
      toolResults.add(last);
      say(exchange, json, last);
      return;
    }
    if (json.path("tools").isEmpty()) {
      say(exchange, json, "{\"rate\":1.5}");
      return;
    }
    String currency =
        CURRENCY
            .matcher(last)
            .results()
            .map((MatchResult match) -> match.group(1))
            .findFirst()
            .orElse("");
    call(exchange, json.at("/tools/0/function/name").asString(""), currency);
  }

  /// Calls a tool that there is not, and answers once it is told so.
  private void confused(HttpExchange exchange, JsonNode json, String last) throws IOException {
    if (last.startsWith("error")) {
      toolResults.add(last);
      say(exchange, json, "{\"rate\":1}");
    } else {
      call(exchange, "oracle", "EUR");
    }
  }

  private static void call(HttpExchange exchange, String tool, String currency) throws IOException {
    send(
        exchange,
        "application/json",
        """
        {"id":"c","object":"chat.completion","created":1,"model":"clerk","choices":[{"index":0,
        "message":{"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"t1","type":"function",
        "function":{"name":"%s","arguments":"{\\"currency\\":\\"%s\\"}"}}]},"logprobs":null,"finish_reason":"tool_calls"}],
        "usage":{"prompt_tokens":1000,"completion_tokens":10,"total_tokens":1010}}
        """
            .formatted(tool, currency));
  }

  private static void await(CountDownLatch both) {
    both.countDown();
    try {
      if (!both.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came to do the other step");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rate(HttpExchange exchange) throws IOException {
    boolean euro = String.valueOf(exchange.getRequestURI().getQuery()).equals("currency=EUR");
    send(exchange, "application/json", "{\"rate\":" + (euro ? "0.75" : "0.5") + "}");
    exchange.close();
  }

  /// Begins an answer and goes on until whoever asked hangs up.
  private void untilGone(HttpExchange exchange) throws IOException {
    hanging.countDown();
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    write(exchange, " ".getBytes(StandardCharsets.UTF_8), 4_000, 5);
  }

  private void flood(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/plain");
    exchange.sendResponseHeaders(200, 0);
    write(exchange, new byte[1 << 20], 100, 0);
  }

  private void write(HttpExchange exchange, byte[] piece, int times, int pause) {
    try {
      for (int i = 0; i < times; i++) {
        exchange.getResponseBody().write(piece);
        exchange.getResponseBody().flush();
        Thread.sleep(pause);
      }
    } catch (IOException gone) {
      cancelled.countDown();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(HttpExchange exchange, JsonNode json, String said) throws IOException {
    String model = json.path("model").asString("");
    String text = Calls.quoted(said);
    if (json.path("stream").asBoolean(false)) {
      String chunk =
          "data:"
              + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"%s\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n";
      send(
          exchange,
          "text/event-stream",
          chunk.formatted(model, "{\"role\":\"assistant\",\"content\":" + text + "}", "null")
              + chunk.formatted(model, "{}", "\"stop\"")
              + "data: [DONE]\n\n");
      return;
    }
    send(
        exchange,
        "application/json",
        """
        {"id":"c","object":"chat.completion","created":1,"model":"%s","choices":[{"index":0,
        "message":{"role":"assistant","content":%s,"refusal":null},"logprobs":null,"finish_reason":"stop"}],
        "usage":{"prompt_tokens":1000,"completion_tokens":10,"total_tokens":1010,
        "completion_tokens_details":{"reasoning_tokens":4}}}
        """
            .formatted(model, text));
  }

  private static void send(HttpExchange exchange, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
