package dev.asterism.tool;

import dev.asterism.chat.Value;
import dev.asterism.provider.Addresses;
import dev.asterism.provider.Asker;
import dev.asterism.provider.Content;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Reply;
import dev.asterism.provider.Upstream;
import dev.asterism.provider.UpstreamException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// Calls tools: only where the configuration says, in bounded time, for answers of bounded length.
/// Redirects are not followed. What goes wrong is told to the model that called, which may go on
/// without.
public final class HttpTools implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 64;
  private static final List<String> TEXTS =
      List.of("text/", "application/json", "application/xml", "application/yaml");

  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Upstream> anywhere = Optional.empty();
  private Optional<Upstream> outside = Optional.empty();

  /// {@return what came of calling a tool}
  ///
  /// @param arguments a JSON object, as a model wrote it
  /// @param asker the call is given up when it leaves
  /// @param most how long it may take, however patient the tool is
  /// @throws UpstreamException if the asker left
  public ToolResult call(HttpTool tool, String arguments, Asker asker, Duration most)
      throws UpstreamException {
    Optional<Value.Fields> given =
        Value.read(arguments.isBlank() ? "{}" : arguments)
            .filter(tool.parameters()::allows)
            .filter(Value.Fields.class::isInstance)
            .map(Value.Fields.class::cast);
    if (given.isEmpty()) {
      return ToolResult.failed(
          "the arguments must be a JSON object of this schema: "
              + tool.parameters().rules().canonical());
    }
    try (Reply reply = open(tool, given.get(), asker, most)) {
      return read(tool, reply);
    } catch (UpstreamException failure) {
      if (failure.code().equals(UpstreamException.CLIENT_GONE)) {
        throw failure;
      }
      return ToolResult.failed(why(tool, failure));
    }
  }

  private static String why(HttpTool tool, UpstreamException failure) {
    return failure.code().equals("upstream_timeout")
        ? "'" + tool.name() + "' did not answer in time"
        : "'" + tool.name() + "' could not be asked (" + failure.code() + ")";
  }

  private Reply open(HttpTool tool, Value.Fields arguments, Asker asker, Duration most)
      throws UpstreamException {
    Provider place =
        new Provider(
            tool.name(),
            tool.url(),
            tool.key(),
            List.of(),
            most.compareTo(tool.patience()) < 0 ? most : tool.patience());
    List<Map.Entry<String, String>> headers =
        List.of(Map.entry("Accept", "application/json, text/*;q=0.9"));
    return switch (tool.method()) {
      case GET -> upstream(tool).get(place, query(arguments), headers, asker);
      case POST ->
          upstream(tool)
              .pass(
                  place,
                  "POST",
                  "",
                  headers,
                  new Content.Whole(
                      "application/json", arguments.canonical().getBytes(StandardCharsets.UTF_8)),
                  asker);
    };
  }

  /// Texts as they are, all else as JSON.
  private static String query(Value.Fields arguments) {
    return arguments.fields().isEmpty()
        ? ""
        : arguments.fields().entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(plain(field.getValue())))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String plain(Value value) {
    return value instanceof Value.Text(var text) ? text : value.canonical();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Too long an answer: the rest of it is not read.
  private static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static ToolResult read(HttpTool tool, Reply reply) throws UpstreamException {
    String type =
        reply.headers().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
            .map(header -> header.getValue().toLowerCase(Locale.ROOT))
            .findFirst()
            .orElse("text/plain");
    if (TEXTS.stream().noneMatch(type::startsWith)) {
      return ToolResult.failed("'" + tool.name() + "' answered " + type + ", which is no text");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      reply.forEachPiece((piece, length) -> {
        if (bytes.size() + length > tool.longest()) {
          throw new TooLong();
        }
        bytes.write(piece, 0, length);
      });
    } catch (Reply.ClientGone _) {
      // Whoever took the pieces would take no more.
      return ToolResult.failed(
          "'%s' answered more than %d bytes".formatted(tool.name(), tool.longest()));
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    return switch (reply.status() / 100) {
      case 2 -> new ToolResult(true, text);
      case 3 ->
          ToolResult.failed(
              "'%s' redirects elsewhere (%d), which is not followed"
                  .formatted(tool.name(), reply.status()));
      default ->
          ToolResult.failed("'%s' answered %d: %s".formatted(tool.name(), reply.status(), text));
    };
  }

  /// Connections are made by those who need them: most servers have no tools.
  private Upstream upstream(HttpTool tool) {
    lock.lock();
    try {
      if (tool.inside()) {
        Upstream all = anywhere.orElseGet(() -> Upstream.of(MOST_CONNECTIONS, Addresses.ANY));
        anywhere = Optional.of(all);
        return all;
      }
      Upstream open = outside.orElseGet(() -> Upstream.of(MOST_CONNECTIONS, Addresses.PUBLIC));
      outside = Optional.of(open);
      return open;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      anywhere.ifPresent(Upstream::close);
      outside.ifPresent(Upstream::close);
    } finally {
      lock.unlock();
    }
  }
}
