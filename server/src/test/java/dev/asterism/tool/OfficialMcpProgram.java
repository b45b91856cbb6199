package dev.asterism.tool;

import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// An MCP server made with the protocol's own SDK, run as a program: `greet` greets, `boast` tells
/// the variables of its environment, `break` ends the program.
final class OfficialMcpProgram {

  private OfficialMcpProgram() {}

  static void main(String[] arguments) {
    var _ =
        McpServer.sync(new StdioServerTransportProvider(new JacksonMcpJsonMapper(new JsonMapper())))
            .serverInfo("official", "1")
            .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
            .toolCall(
                tool("greet"),
                (_, call) -> said("hello " + call.arguments().getOrDefault("name", "you")))
            .toolCall(tool("boast"), (_, _) -> said(String.valueOf(System.getenv().keySet())))
            .toolCall(
                tool("break"),
                (_, _) -> {
                  Runtime.getRuntime().halt(1);
                  return said("never");
                })
            .build();
  }

  private static McpSchema.Tool tool(String name) {
    return McpSchema.Tool.builder(
            name, Map.of("type", "object", "properties", Map.of("name", Map.of("type", "string"))))
        .description(name)
        .build();
  }

  private static McpSchema.CallToolResult said(String text) {
    return McpSchema.CallToolResult.builder().addTextContent(text).build();
  }
}
