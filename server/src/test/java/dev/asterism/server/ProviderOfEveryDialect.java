package dev.asterism.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.Recorded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A provider on loopback that speaks every dialect; requests say which recorded scenario they want
/// by the words `scenario: NAME` anywhere in them. `limited` refuses with 429, and the words `no
/// logprobs` refuse to tell them.
final class ProviderOfEveryDialect implements AutoCloseable {

  private static final Pattern SCENARIO = Pattern.compile("scenario: ([a-z-]+)");

  private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");

  static final String MODELS =
      "{\"object\":\"list\",\"data\":[{\"id\":\"big\",\"object\":\"model\",\"created\":5,\"owned_by\":\"lab\"}]}";

  private final HttpServer http;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /// One request.
  record Asked(String path, com.sun.net.httpserver.Headers headers, String body) {}

  ProviderOfEveryDialect() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/v1/", this::answer);
    http.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    asked.add(new Asked(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
    if (path.endsWith("/models")) {
      send(exchange, 200, "application/json", MODELS.getBytes(StandardCharsets.UTF_8));
      return;
    }
    Api api = api(path);
    Matcher wanted = SCENARIO.matcher(body);
    String scenario = wanted.find() ? wanted.group(1) : "text";
    boolean stream = path.endsWith(":streamGenerateContent") || STREAM.matcher(body).find();
    exchange.getResponseHeaders().add("x-request-id", "req-1");
    if (body.contains("no logprobs") && body.contains("\"logprobs\":true")) {
      send(exchange, 400, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
    } else if (scenario.equals("limited")) {
      exchange.getResponseHeaders().add("retry-after", "7");
      exchange.getResponseHeaders().add("x-ratelimit-remaining-requests", "0");
      send(exchange, 429, "application/json", limited(api).getBytes(StandardCharsets.UTF_8));
    } else if (stream) {
      send(exchange, 200, "text/event-stream", Recorded.stream(api, scenario));
    } else {
      send(exchange, 200, "application/json", Recorded.whole(api, scenario));
    }
  }

  private static Api api(String path) {
    return path.contains("enerateContent")
        ? Api.GENERATE
        : path.endsWith(":batchEmbedContents")
            ? Api.EMBED
            : path.endsWith(":countTokens")
                ? Api.COUNT_CONTENT
                : Api.at(path.substring("/v1".length())).orElseThrow();
  }

  private static String limited(Api api) {
    return switch (api) {
      case MESSAGES ->
          "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Slow"
              + " down.\"}}";
      case GENERATE ->
          "{\"error\":{\"code\":429,\"message\":\"Slow down.\",\"status\":\"RESOURCE_EXHAUSTED\"}}";
      default ->
          "{\"error\":{\"message\":\"Slow"
              + " down.\",\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}";
    };
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  String root() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  List<Asked> asked() {
    return asked;
  }

  void forget() {
    asked.clear();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
