package dev.asterism.tool;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An MCP server on loopback, by streamable HTTP, with sessions: `echo` says what it is told,
/// `fail` fails, `long` says a megabyte, `slow` takes for ever, `rate` is one half, `secret` is
/// nobody's business.
///
/// At `/events` it answers by streams of events, with a word of its own before each answer; at
/// `/json` by JSON.
public final class SmallMcpServer implements AutoCloseable {

  private final JsonMapper json = new JsonMapper();
  private final HttpServer http;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile String session = "first";

  public SmallMcpServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::answer);
    http.start();
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
  }

  /// {@return every method and verb heard, in order}
  public List<String> heard() {
    return heard;
  }

  /// Knows no session of before any more.
  void forget() {
    session = "second";
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!exchange.getRequestMethod().equals("POST")) {
      heard.add(exchange.getRequestMethod());
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
      return;
    }
    JsonNode request = json.readTree(body);
    String method = request.path("method").asString("");
    heard.add(method);
    boolean greeted = session.equals(exchange.getRequestHeaders().getFirst("Mcp-Session-Id"));
    if (!method.equals("initialize") && !greeted) {
      exchange.sendResponseHeaders(404, -1);
    } else if (!request.has("id")) {
      exchange.sendResponseHeaders(202, -1);
    } else {
      ObjectNode answer = json.createObjectNode().put("jsonrpc", "2.0");
      answer.set("id", request.path("id"));
      answer.set("result", result(method, request.path("params")));
      exchange.getResponseHeaders().add("Mcp-Session-Id", session);
      send(exchange, answer.toString());
    }
    exchange.close();
  }

  private static void send(HttpExchange exchange, String answer) throws IOException {
    boolean events = exchange.getRequestURI().getPath().equals("/events");
    String text =
        events
            ? "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}\n\n"
                + "event: message\ndata: "
                + answer
                + "\n\n"
            : answer;
    exchange
        .getResponseHeaders()
        .add("Content-Type", events ? "text/event-stream" : "application/json");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private ObjectNode result(String method, JsonNode params) {
    return switch (method) {
      case "initialize" -> {
        ObjectNode result = json.createObjectNode();
        result.set("protocolVersion", params.path("protocolVersion"));
        result.putObject("capabilities").putObject("tools");
        yield result;
      }
      case "tools/list" -> list(params.path("cursor").asString(""));
      case "tools/call" -> call(params.path("name").asString(""), params.path("arguments"));
      default -> json.createObjectNode();
    };
  }

  /// Two pages.
  private ObjectNode list(String cursor) {
    ObjectNode result = json.createObjectNode();
    for (String name :
        cursor.isEmpty() ? List.of("echo", "fail", "secret", "rate") : List.of("long", "slow")) {
      ObjectNode tool =
          result.withArrayProperty("tools").addObject().put("name", name).put("description", name);
      ObjectNode schema = tool.putObject("inputSchema").put("type", "object");
      schema.putObject("properties").putObject("text").put("type", "string");
    }
    if (cursor.isEmpty()) {
      result.put("nextCursor", "more");
    }
    return result;
  }

  private ObjectNode call(String name, JsonNode arguments) {
    String text =
        switch (name) {
          case "echo" -> "you said " + arguments.path("text").asString("");
          case "rate" -> "{\"rate\":0.5}";
          case "long" -> "x".repeat(1 << 20);
          case "slow" -> sleep();
          default -> "it cannot be done";
        };
    ObjectNode result = json.createObjectNode();
    result.withArrayProperty("content").addObject().put("type", "text").put("text", text);
    return result.put("isError", name.equals("fail"));
  }

  private static String sleep() {
    try {
      Thread.sleep(30_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return "late";
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
