package dev.asterism.tool;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An MCP server of which specialists may call some tools.
///
/// @param name before those of its tools, where models call them: `NAME__TOOL`
/// @param place where it is
/// @param allow its tools that may be called; no others are ever told of
/// @param patience how long a call may take in all
/// @param longest bytes of an answer
public record McpServer(
    String name, Place place, List<String> allow, Duration patience, int longest) implements Tool {

  static final String BETWEEN = "__";

  public McpServer {
    allow = List.copyOf(allow);
  }

  /// Where a server is.
  public sealed interface Place {}

  /// Behind a URL, asked by streamable HTTP.
  ///
  /// @param key sent as a bearer token; empty where it asks for none
  /// @param inside whether it may have a private address
  public record Remote(URI url, Optional<String> key, boolean inside) implements Place {

    /// Keeps the key out of logs.
    @Override
    public String toString() {
      return "Remote[" + url + "]";
    }
  }

  /// A program of this machine, asked by its standard input and output.
  ///
  /// @param command with its arguments
  /// @param environment all that it is given of it, beside the way to programs and a home
  public record Program(List<String> command, Map<String, String> environment) implements Place {

    public Program {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }

    /// Keeps the environment's secrets out of logs.
    @Override
    public String toString() {
      return "Program[" + command.getFirst() + "]";
    }
  }

  /// {@return the name by which models call one of its tools}
  public String called(String tool) {
    return name + BETWEEN + tool;
  }
}
