package dev.asterism.tool;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import dev.asterism.provider.Asker;
import dev.asterism.provider.UpstreamException;
import dev.asterism.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One MCP server's client: greets it when it is first needed, knows its tools for a while, and
/// calls those that are allowed.
///
/// A server that has just failed to be reached is not asked for a while, so that a dead one costs
/// nobody its patience twice.
final class McpClient implements AutoCloseable {

  /// Newest first; the first is proposed.
  private static final List<String> VERSIONS =
      List.of("2025-06-18", "2025-11-25", "2025-03-26", "2024-11-05");

  private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final int MOST_PAGES = 20;
  private static final int LONGEST_DESCRIPTION = 2_000;
  private static final Schema ANYTHING = Schema.read("{\"type\":\"object\"}");
  private static final Set<String> TEXTS = Set.of("text");

  /// Opens the way to the server.
  interface Opening {
    McpChannel open() throws McpFailure;
  }

  private final McpServer server;
  private final Opening opening;
  private final AtomicLong ids = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<McpChannel> channel = Optional.empty();
  private List<Offer> known = List.of();
  private long knownAt;
  private Optional<Long> failedAt = Optional.empty();

  McpClient(McpServer server, Opening opening) {
    this.server = server;
    this.opening = opening;
  }

  /// {@return those of its tools that are allowed and are there}
  ///
  /// @throws UpstreamException if the asker left
  List<Offer> offers(Asker asker, Duration most) throws McpFailure, UpstreamException {
    long end = System.nanoTime() + shorter(most).toNanos();
    enter(end);
    try {
      if (!known.isEmpty() && System.nanoTime() - knownAt < KNOWN_NANOS) {
        return known;
      }
      known = list(connected(asker, end), asker, end);
      knownAt = System.nanoTime();
      return known;
    } catch (McpFailure failure) {
      failed(failure);
      throw failure;
    } finally {
      lock.unlock();
    }
  }

  /// {@return what came of calling one of its tools}
  ///
  /// @throws UpstreamException if the asker left
  ToolResult call(String tool, Value.Fields arguments, Asker asker, Duration most)
      throws UpstreamException {
    long end = System.nanoTime() + shorter(most).toNanos();
    try {
      return result(request(tool, arguments, asker, end));
    } catch (McpFailure failure) {
      if (!failure.isForgotten()) {
        return failure(failure);
      }
    }
    // It has done nothing yet, for it did not know the session.
    try {
      return result(request(tool, arguments, asker, end));
    } catch (McpFailure failure) {
      return failure(failure);
    }
  }

  private ToolResult failure(McpFailure failure) {
    return ToolResult.failed("'" + server.name() + "' " + failure.getMessage());
  }

  private JsonNode request(String tool, Value.Fields arguments, Asker asker, long end)
      throws McpFailure, UpstreamException {
    McpChannel open;
    enter(end);
    try {
      open = connected(asker, end);
    } catch (McpFailure failure) {
      failed(failure);
      throw failure;
    } finally {
      lock.unlock();
    }
    ObjectNode params = Json.object().put("name", tool);
    params.set("arguments", Json.of(arguments));
    try {
      return open.ask(message("tools/call", params), asker, left(end));
    } catch (McpFailure failure) {
      if (failure.isForgotten()) {
        disconnect(open);
      }
      throw failure;
    }
  }

  private void disconnect(McpChannel open) {
    lock.lock();
    try {
      channel = channel.filter(it -> !it.equals(open));
    } finally {
      lock.unlock();
    }
  }

  private Duration shorter(Duration most) {
    return most.compareTo(server.patience()) < 0 ? most : server.patience();
  }

  private static Duration left(long end) throws McpFailure {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    if (left.toMillis() <= 0) {
      throw new McpFailure("did not answer in time");
    }
    return left;
  }

  /// Waits for whoever greets the server just now, but not for ever.
  private void enter(long end) throws McpFailure {
    try {
      if (!lock.tryLock(left(end).toMillis(), TimeUnit.MILLISECONDS)) {
        throw new McpFailure("did not answer in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new McpFailure("was not waited for");
    }
  }

  private void failed(McpFailure failure) {
    if (!failure.isForgotten()) {
      failedAt = Optional.of(System.nanoTime());
    }
    channel.ifPresent(McpChannel::close);
    channel = Optional.empty();
  }

  private McpChannel connected(Asker asker, long end) throws McpFailure, UpstreamException {
    if (channel.filter(McpChannel::isOpen).isPresent()) {
      return channel.get();
    }
    if (failedAt.filter(at -> System.nanoTime() - at < REST_NANOS).isPresent()) {
      throw new McpFailure("could not be reached just before, and is not asked for a while");
    }
    failedAt = Optional.empty();
    channel.ifPresent(McpChannel::close);
    McpChannel open = opening.open();
    channel = Optional.of(open);
    ObjectNode params = Json.object().put("protocolVersion", VERSIONS.getFirst());
    params.putObject("capabilities");
    params.putObject("clientInfo").put("name", "asterism").put("version", "1");
    boolean greeted = false;
    try {
      JsonNode answer = open.ask(message("initialize", params), asker, left(end));
      String version = answer.at("/result/protocolVersion").asString("");
      if (!VERSIONS.contains(version)) {
        throw new McpFailure("speaks no version of the protocol that is known here");
      }
      open.agree(version);
      open.tell(notification("notifications/initialized"), left(end));
      greeted = true;
    } finally {
      if (!greeted) {
        open.close();
        channel = Optional.empty();
      }
    }
    return open;
  }

  private List<Offer> list(McpChannel open, Asker asker, long end)
      throws McpFailure, UpstreamException {
    List<Offer> offers = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    for (int page = 0; page < MOST_PAGES; page++) {
      ObjectNode params = Json.object();
      cursor.ifPresent(at -> params.put("cursor", at));
      JsonNode result = open.ask(message("tools/list", params), asker, left(end)).path("result");
      for (JsonNode tool : result.path("tools")) {
        if (server.allow().contains(tool.path("name").asString(""))) {
          offers.add(offer(tool));
        }
      }
      cursor = Optional.of(result.path("nextCursor").asString("")).filter(it -> !it.isEmpty());
      if (cursor.isEmpty()) {
        break;
      }
    }
    return List.copyOf(offers);
  }

  /// What a server says of its tools goes to models, but only so much of it.
  private Offer offer(JsonNode tool) {
    String own = tool.path("name").asString("");
    String description = tool.path("description").asString(tool.path("title").asString(own));
    Schema schema = Schema.read(tool.path("inputSchema").toString());
    return new Offer(
        server.called(own),
        description.length() <= LONGEST_DESCRIPTION
            ? description
            : description.substring(0, LONGEST_DESCRIPTION),
        schema.rules() instanceof Value.Fields ? schema : ANYTHING,
        server,
        own);
  }

  private static ToolResult result(JsonNode answer) {
    if (answer.has("error")) {
      return ToolResult.failed(answer.at("/error/message").asString("it gave no reason"));
    }
    JsonNode result = answer.path("result");
    String text =
        StreamSupport.stream(result.path("content").spliterator(), false)
            .map(McpClient::text)
            .collect(Collectors.joining("\n"));
    String said =
        text.isEmpty() && result.has("structuredContent")
            ? result.path("structuredContent").toString()
            : text;
    return result.path("isError").asBoolean(false)
        ? ToolResult.failed(said)
        : new ToolResult(true, said);
  }

  private static String text(JsonNode part) {
    String type = part.path("type").asString("");
    if (TEXTS.contains(type)) {
      return part.path("text").asString("");
    }
    return part.at("/resource/text").asString("[" + type + ", which is no text]");
  }

  private ObjectNode message(String method, ObjectNode params) {
    ObjectNode message = notification(method).put("id", ids.incrementAndGet());
    message.set("params", params);
    return message;
  }

  private static ObjectNode notification(String method) {
    return Json.object().put("jsonrpc", "2.0").put("method", method);
  }

  @Override
  public void close() {
    boolean mine = false;
    try {
      mine = lock.tryLock(1, TimeUnit.SECONDS);
      channel.ifPresent(McpChannel::close);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      if (mine) {
        lock.unlock();
      }
    }
  }
}
