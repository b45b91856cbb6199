package dev.asterism.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A connection to a browser: commands are answered, and each session hears its own events.
final class DevTools implements WebSocket.Listener, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final JsonMapper json = new JsonMapper();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonNode>> sessions = new ConcurrentHashMap<>();
  private final StringBuilder message = new StringBuilder();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final WebSocket socket;

  DevTools(URI address) {
    this.socket = http.newWebSocketBuilder().buildAsync(address, this).join();
  }

  /// {@return what the browser answers}
  ///
  /// @param session empty for the browser itself
  ObjectNode command(String session, String method, Map<String, Object> parameters)
      throws IOException {
    int number = numbers.incrementAndGet();
    ObjectNode command = json.createObjectNode();
    command.put("id", number);
    command.put("method", method);
    command.set("params", json.valueToTree(parameters));
    if (!session.isEmpty()) {
      command.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(number, answer);
    try {
      socket.sendText(json.writeValueAsString(command), true).join();
      JsonNode said = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (said.has("error")) {
        throw new IOException(method + ": " + said.path("error").path("message").asString(""));
      }
      return (ObjectNode) said.path("result");
    } catch (TimeoutException | ExecutionException | CompletionException failure) {
      throw new IOException(method + " was not answered", failure);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException(method + " was interrupted");
    } finally {
      waiting.remove(number);
    }
  }

  void listen(String session, Consumer<JsonNode> events) {
    sessions.put(session, events);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      JsonNode said = json.readTree(message.toString());
      message.setLength(0);
      if (said.has("id")) {
        CompletableFuture<JsonNode> answer = waiting.get(said.path("id").asInt(0));
        if (answer != null) {
          answer.complete(said);
        }
      } else {
        sessions.getOrDefault(said.path("sessionId").asString(""), _ -> {}).accept(said);
      }
    }
    from.request(1);
    return CompletableFuture.completedStage(part);
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}
