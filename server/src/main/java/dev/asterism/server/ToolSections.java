package dev.asterism.server;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import dev.asterism.provider.Addresses;
import dev.asterism.tool.HttpTool;
import dev.asterism.tool.Tool;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the tools that specialists may call.
final class ToolSections {

  private static final String NAME = "[A-Za-z0-9_-]{1,64}";
  private static final int MOST_KB = 1_024;

  private ToolSections() {}

  static List<Tool> read(List<Section> sections, Map<String, String> environment) {
    List<Tool> tools = new ArrayList<>();
    for (Section section : sections) {
      Tool tool = tool(section, environment);
      if (tools.stream().anyMatch(other -> other.name().equals(tool.name()))) {
        throw section.wrong("name", "another tool is called '" + tool.name() + "' too");
      }
      tools.add(tool);
    }
    return tools;
  }

  private static Tool tool(Section section, Map<String, String> environment) {
    String name = section.required("name", "a short name such as exchange-rate");
    if (!name.matches(NAME)) {
      throw section.wrong("name", "expected up to 64 letters, digits, '_' and '-'");
    }
    Tool tool =
        section.names().contains("mcp")
            ? McpSections.read(section, name, environment)
            : http(section, name, environment);
    section.finish();
    return tool;
  }

  private static HttpTool http(Section section, String name, Map<String, String> environment) {
    HttpTool tool =
        new HttpTool(
            name,
            section.required("description", "what the tool is good for, for the model"),
            schema(section, "parameters")
                .orElseThrow(() -> section.wrong("parameters", "give the arguments' JSON schema")),
            url(section),
            section.choice("method", HttpTool.Method.class, HttpTool.Method.GET),
            key(section, environment),
            patience(section),
            longest(section),
            section.truth("private", false));
    checkPlace(section, tool.url(), tool.inside());
    return tool;
  }

  static Duration patience(Section section) {
    return Duration.ofSeconds(section.whole("timeout-seconds", 10, 1, 600));
  }

  static int longest(Section section) {
    return section.whole("max-kb", 64, 1, MOST_KB) * 1_024;
  }

  static void checkPlace(Section section, URI url, boolean inside) {
    if (!inside && isPrivate(url.getHost())) {
      throw section.wrong(
          "url",
          "'%s' is a private address; write `private: true` if it is meant"
              .formatted(url.getHost()));
    }
  }

  static URI url(Section section) {
    URI url =
        ConfigFile.url(
            section.required("url", "a URL such as https://rates.example.com/v1/latest"),
            section.where("url"));
    if (url.getRawQuery() != null || url.getRawFragment() != null || url.getRawUserInfo() != null) {
      throw section.wrong(
          "url", "expected no query, fragment or user: arguments come from the model");
    }
    return url;
  }

  static Optional<String> key(Section section, Map<String, String> environment) {
    return section
        .optional("api-key-env")
        .map(name -> Endpoints.value(section, "api-key-env", name, environment))
        .or(() -> section.optional("api-key"));
  }

  /// {@return the schema of an object that is written there; empty where the key is not there}
  static Optional<Schema> schema(Section section, String key) {
    Optional<Schema> schema = section.json(key).map(Schema::new);
    if (schema.isPresent() && !isObject(schema.get())) {
      throw section.wrong(key, "expected a JSON schema of `type: object`");
    }
    return schema;
  }

  private static boolean isObject(Schema schema) {
    return schema.rules() instanceof Value.Fields(var rules)
        && new Value.Text("object").equals(rules.get("type"));
  }

  /// Looks at what is written only: a name is looked up when it is called.
  private static boolean isPrivate(String host) {
    try {
      return host.equalsIgnoreCase("localhost")
          || ((host.startsWith("[") || host.matches("[0-9.]+"))
              && Addresses.isPrivate(InetAddress.getByName(host)));
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
