package dev.asterism.tool;

import dev.asterism.provider.Asker;
import dev.asterism.provider.Content;
import dev.asterism.provider.HeaderLines;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Reply;
import dev.asterism.provider.Upstream;
import dev.asterism.provider.UpstreamException;
import dev.asterism.wire.Json;
import dev.asterism.wire.dialect.EventLines;
import dev.asterism.wire.dialect.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// MCP's streamable HTTP: each message is a POST, whose answer is JSON or a stream that ends with
/// it. A stream that the server opens by itself is not listened to.
final class McpHttp implements McpChannel {

  private static final String SESSION = "Mcp-Session-Id";
  private static final String VERSION = "MCP-Protocol-Version";
  private static final Duration FAREWELL = Duration.ofSeconds(1);
  private static final int NOT_FOUND = 404;

  private final McpServer server;
  private final McpServer.Remote place;
  private final Upstream upstream;
  private volatile Optional<String> session = Optional.empty();
  private volatile Optional<String> version = Optional.empty();

  McpHttp(McpServer server, McpServer.Remote place, Upstream upstream) {
    this.server = server;
    this.place = place;
    this.upstream = upstream;
  }

  @Override
  public JsonNode ask(ObjectNode request, Asker asker, Duration most)
      throws McpFailure, UpstreamException {
    try (Reply reply = send("POST", body(request), asker, most)) {
      check(reply);
      HeaderLines.first(reply.headers(), SESSION).ifPresent(it -> session = Optional.of(it));
      return reply.isEvents() ? streamed(reply, request) : whole(reply, request);
    } catch (UpstreamException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void tell(ObjectNode notification, Duration most) throws McpFailure {
    try (Reply reply = send("POST", body(notification), Asker.PATIENT, most)) {
      check(reply);
    } catch (UpstreamException failure) {
      throw new McpFailure(why(failure));
    }
  }

  private static Content body(ObjectNode message) {
    return new Content.Whole("application/json", Json.bytes(message));
  }

  private Reply send(String method, Content content, Asker asker, Duration most)
      throws UpstreamException {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Accept", "application/json, text/event-stream"));
    session.ifPresent(it -> headers.add(Map.entry(SESSION, it)));
    version.ifPresent(it -> headers.add(Map.entry(VERSION, it)));
    Provider where = new Provider(server.name(), place.url(), place.key(), List.of(), most);
    return upstream.pass(where, method, "", headers, content, asker);
  }

  private void check(Reply reply) throws McpFailure {
    if (reply.status() == NOT_FOUND && session.isPresent()) {
      session = Optional.empty();
      throw McpFailure.forgotten();
    }
    if (reply.status() / 100 != 2) {
      throw new McpFailure("answered " + reply.status());
    }
  }

  /// Nothing more of the answer is wanted.
  private static final class Enough extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private JsonNode whole(Reply reply, ObjectNode request) throws McpFailure, UpstreamException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      reply.forEachPiece((piece, length) -> {
        if (bytes.size() + length > server.longest()) {
          throw new Enough();
        }
        bytes.write(piece, 0, length);
      });
    } catch (Reply.ClientGone _) {
      throw tooLong();
    }
    return answering(request, bytes.toByteArray())
        .orElseThrow(() -> new McpFailure("answered something else than what was asked"));
  }

  private JsonNode streamed(Reply reply, ObjectNode request) throws McpFailure, UpstreamException {
    EventLines lines = new EventLines();
    List<JsonNode> found = new ArrayList<>();
    List<Integer> read = new ArrayList<>(List.of(0));
    try {
      reply.forEachPiece((piece, length) -> {
        read.set(0, read.getFirst() + length);
        if (read.getFirst() > server.longest()) {
          throw new Enough();
        }
        for (byte[] message : payloads(lines, piece, length)) {
          answering(request, message).ifPresent(found::add);
        }
        if (!found.isEmpty()) {
          throw new Enough();
        }
      });
    } catch (Reply.ClientGone _) {
      if (found.isEmpty()) {
        throw tooLong();
      }
    }
    if (found.isEmpty()) {
      lines.end().forEach(message -> answering(request, message).ifPresent(found::add));
    }
    return found.stream()
        .findFirst()
        .orElseThrow(() -> new McpFailure("ended its answer before it was there"));
  }

  private static List<byte[]> payloads(EventLines lines, byte[] piece, int length) throws Enough {
    try {
      return lines.take(piece, length);
    } catch (Unreadable _) {
      throw new Enough();
    }
  }

  private McpFailure tooLong() {
    return new McpFailure("answered more than " + server.longest() + " bytes");
  }

  /// {@return a message if it answers a request}
  static Optional<JsonNode> answering(ObjectNode request, byte[] message) {
    try {
      JsonNode json = Json.read(message);
      return json.path("id").isNumber()
              && json.path("id").asLong() == request.path("id").asLong()
              && (json.has("result") || json.has("error"))
          ? Optional.of(json)
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// {@return what to throw of a call that failed}
  ///
  /// @throws UpstreamException if the asker left
  private static McpFailure failed(UpstreamException failure) throws UpstreamException {
    if (failure.code().equals(UpstreamException.CLIENT_GONE)) {
      throw failure;
    }
    return new McpFailure(why(failure));
  }

  private static String why(UpstreamException failure) {
    return failure.code().equals("upstream_timeout")
        ? "did not answer in time"
        : "could not be asked (" + failure.code() + ")";
  }

  @Override
  public void agree(String spoken) {
    version = Optional.of(spoken);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  /// Tells the server that the session is over; it need not answer.
  @Override
  public void close() {
    if (session.isPresent()) {
      try (Reply _ = send("DELETE", new Content.None(), Asker.PATIENT, FAREWELL)) {
        session = Optional.empty();
      } catch (UpstreamException _) {
        // It will find out by itself.
      }
    }
  }
}
