package dev.asterism.tool;

import dev.asterism.provider.Asker;
import dev.asterism.provider.UpstreamException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The way to one MCP server, by which JSON-RPC messages go there and back.
interface McpChannel extends AutoCloseable {

  /// {@return the response to a request, with its result or its error}
  ///
  /// @param request with an id of its own
  /// @param asker gives up when it leaves
  /// @param most how long it may take
  /// @throws McpFailure if there is none, or it is too long
  /// @throws UpstreamException if the asker left
  JsonNode ask(ObjectNode request, Asker asker, Duration most) throws McpFailure, UpstreamException;

  /// Tells what needs no answer.
  void tell(ObjectNode notification, Duration most) throws McpFailure;

  /// Remembers the version of the protocol that both speak.
  void agree(String version);

  /// {@return whether it can still be used}
  boolean isOpen();

  /// Takes little time, whatever the server does.
  @Override
  void close();
}
