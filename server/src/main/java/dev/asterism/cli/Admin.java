package dev.asterism.cli;

import dev.asterism.replay.Client;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A running server's admin API, as commands ask it.
final class Admin {

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8484",
      description = "The server to ask (default: ${DEFAULT-VALUE}).")
  private @Nullable String url;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  boolean json() {
    return json;
  }

  /// {@return the server to ask}
  String url() {
    return url == null ? "" : url;
  }

  JsonNode get(String path) {
    return ask(client -> client.get("/admin/v1" + path));
  }

  JsonNode post(String path) {
    return ask(client -> client.post("/admin/v1" + path, new byte[0]));
  }

  private interface Call {
    Client.Answer on(Client client) throws IOException;
  }

  private JsonNode ask(Call call) {
    String base = url();
    try (Client client = new Client(base)) {
      Client.Answer answer = call.on(client);
      JsonNode body = new JsonMapper().readTree(answer.body());
      if (answer.status() != 200) {
        throw new Trouble(
            Plain.of(body.path("error").path("message").asString("status " + answer.status())));
      }
      return body;
    } catch (IOException | IllegalArgumentException e) {
      throw new NoServer(
          "No Asterism answers at "
              + base
              + ": start one with `asterism serve`, or name it with --url.");
    } catch (JacksonException e) {
      throw new NoServer("What answers at " + base + " is not Asterism.");
    }
  }

  static String pretty(JsonNode node) {
    return Plain.json(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(node));
  }

  static String percent(JsonNode share) {
    return share.isNumber() ? "%.1f%%".formatted(100 * share.asDouble()) : "-";
  }

  static String dollars(JsonNode amount) {
    return "$%.4f".formatted(amount.asDouble(0));
  }
}
