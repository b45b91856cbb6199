package dev.asterism.tool;

import dev.asterism.chat.Value;
import dev.asterism.provider.Asker;
import dev.asterism.provider.UpstreamException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Calls tools, wherever they are: only where the configuration says, in bounded time, for answers
/// of bounded length. What goes wrong is told to the model that called, which may go on without.
public final class Tools implements AutoCloseable {

  private final Network network = new Network();
  private final HttpTools http = new HttpTools(network);
  private final Map<McpServer, McpClient> clients = new ConcurrentHashMap<>();

  /// What there is to be called at the moment.
  ///
  /// @param missing of each that has nothing to offer now, a sentence that says so
  public record Offered(List<Offer> offers, List<String> missing) {

    public Offered {
      offers = List.copyOf(offers);
      missing = List.copyOf(missing);
    }

    /// {@return what a model calls by a name}
    public Optional<Offer> named(String name) {
      return offers.stream().filter(offer -> offer.name().equals(name)).findFirst();
    }
  }

  /// {@return what some tools offer; an MCP server is asked for it}
  ///
  /// @param asker gives up when it leaves
  /// @param most how long all of it may take
  /// @throws UpstreamException if the asker left
  public Offered offered(List<Tool> tools, Asker asker, Duration most) throws UpstreamException {
    long end = System.nanoTime() + most.toNanos();
    List<Offer> offers = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Tool tool : tools) {
      switch (tool) {
        case HttpTool it ->
            offers.add(new Offer(it.name(), it.description(), it.parameters(), it, it.name()));
        case McpServer it -> {
          try {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            offers.addAll(client(it).offers(asker, left));
          } catch (McpFailure failure) {
            missing.add("'" + it.name() + "' " + failure.getMessage());
          }
        }
      }
    }
    return new Offered(offers, missing);
  }

  /// {@return what came of calling a tool}
  ///
  /// @param arguments a JSON object, as a model wrote it
  /// @param asker the call is given up when it leaves
  /// @param most how long it may take, however patient the tool is
  /// @throws UpstreamException if the asker left
  public ToolResult call(Offer offer, String arguments, Asker asker, Duration most)
      throws UpstreamException {
    Optional<Value.Fields> given =
        Value.read(arguments.isBlank() ? "{}" : arguments)
            .filter(offer.parameters()::allows)
            .filter(Value.Fields.class::isInstance)
            .map(Value.Fields.class::cast);
    if (given.isEmpty()) {
      return ToolResult.failed(
          "the arguments must be a JSON object of this schema: "
              + offer.parameters().rules().canonical());
    }
    return switch (offer.of()) {
      case HttpTool tool -> http.call(tool, given.get(), asker, most);
      case McpServer server -> client(server).call(offer.own(), given.get(), asker, most);
    };
  }

  private McpClient client(McpServer server) {
    return clients.computeIfAbsent(server, it -> new McpClient(it, () -> open(it)));
  }

  private McpChannel open(McpServer server) throws McpFailure {
    return switch (server.place()) {
      case McpServer.Remote remote ->
          new McpHttp(server, remote, network.upstream(remote.inside()));
      case McpServer.Program program -> McpProgram.start(program, server.longest());
    };
  }

  @Override
  public void close() {
    clients.values().forEach(McpClient::close);
    network.close();
  }
}
