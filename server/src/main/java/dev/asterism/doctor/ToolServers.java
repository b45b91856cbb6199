package dev.asterism.doctor;

import dev.asterism.provider.Asker;
import dev.asterism.provider.UpstreamException;
import dev.asterism.tool.McpServer;
import dev.asterism.tool.Offer;
import dev.asterism.tool.Tools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Whether the MCP servers of specialists can be reached, and have the tools that they are used
/// for.
///
/// @param patience how long each may take
public record ToolServers(List<McpServer> servers, Duration patience) implements Check {

  public ToolServers {
    servers = List.copyOf(servers);
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    try (Tools tools = new Tools()) {
      for (McpServer server : servers) {
        findings.add(look(tools, server));
      }
    }
    return findings;
  }

  private Finding look(Tools tools, McpServer server) {
    String part = "tool " + server.name();
    try {
      Tools.Offered offered = tools.offered(List.of(server), Asker.PATIENT, patience);
      if (!offered.missing().isEmpty()) {
        return Finding.warning(
            part,
            "the MCP server " + offered.missing().getFirst(),
            "Start it, or correct its url or command; specialists go on without its tools.");
      }
      List<String> there = offered.offers().stream().map(Offer::own).toList();
      List<String> absent = server.allow().stream().filter(tool -> !there.contains(tool)).toList();
      return absent.isEmpty()
          ? Finding.ok(part, "the MCP server has " + String.join(", ", there))
          : Finding.warning(
              part,
              "the MCP server has no tool " + String.join(", ", absent),
              "Correct the names in `allow`; what there is not cannot be called.");
    } catch (UpstreamException _) {
      throw new IllegalStateException("a patient asker does not leave");
    }
  }
}
