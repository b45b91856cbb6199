package dev.asterism.server;

import dev.asterism.tool.McpServer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the MCP servers of which specialists may call tools.
final class McpSections {

  private static final int MOST_ALLOWED = 50;
  private static final String CALLED = "[A-Za-z0-9_-]{1,64}";

  private McpSections() {}

  static McpServer read(Section section, String name, Map<String, String> environment) {
    Section mcp = section.section("mcp");
    McpServer server =
        new McpServer(
            name,
            place(mcp, environment),
            section.texts("allow"),
            ToolSections.patience(section),
            ToolSections.longest(section));
    mcp.finish();
    if (server.allow().isEmpty() || server.allow().size() > MOST_ALLOWED) {
      throw section.wrong(
          "allow", "name 1 to %d tools of the server that may be called".formatted(MOST_ALLOWED));
    }
    for (String tool : server.allow()) {
      if (!server.called(tool).matches(CALLED)) {
        throw section.wrong(
            "allow",
            "'%s' cannot be called by models: '%s' must be up to 64 letters, digits, '_' and '-'"
                .formatted(tool, server.called(tool)));
      }
    }
    return server;
  }

  private static McpServer.Place place(Section mcp, Map<String, String> environment) {
    List<String> command = mcp.texts("command");
    if (command.isEmpty() == mcp.optional("url").isEmpty()) {
      throw mcp.wrong("url", "give either the server's url or the command that starts it");
    }
    if (!command.isEmpty()) {
      return new McpServer.Program(command, passedOn(mcp, environment));
    }
    URI url = ToolSections.url(mcp);
    Optional<String> key = ToolSections.key(mcp, environment);
    boolean inside = mcp.truth("private", false);
    ToolSections.checkPlace(mcp, url, inside);
    return new McpServer.Remote(url, key, inside);
  }

  private static Map<String, String> passedOn(Section mcp, Map<String, String> environment) {
    Map<String, String> passed = new LinkedHashMap<>();
    for (String name : mcp.texts("environment")) {
      passed.put(name, Endpoints.value(mcp, "environment", name, environment));
    }
    return passed;
  }
}
