package dev.asterism.tool;

import dev.asterism.chat.Value;
import dev.asterism.provider.Asker;
import dev.asterism.provider.Content;
import dev.asterism.provider.HeaderLines;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Calls tools that are HTTP endpoints. Redirects are not followed.
final class HttpTools {

  private static final List<String> TEXTS =
      List.of("text/", "application/json", "application/xml", "application/yaml");

  private final Network network;

  HttpTools(Network network) {
    this.network = network;
  }

  /// {@return what came of calling a tool}
  ///
  /// @param arguments of the tool's schema
  /// @param asker the call is given up when it leaves
  /// @param most how long it may take, however patient the tool is
  /// @throws UpstreamException if the asker left
  ToolResult call(HttpTool tool, Value.Fields arguments, Asker asker, Duration most)
      throws UpstreamException {
    try (Reply reply = open(tool, arguments, asker, most)) {
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
      case GET -> network.upstream(tool.inside()).get(place, query(arguments), headers, asker);
      case POST ->
          network
              .upstream(tool.inside())
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
        HeaderLines.first(reply.headers(), "content-type")
            .map(value -> value.toLowerCase(Locale.ROOT))
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
}
