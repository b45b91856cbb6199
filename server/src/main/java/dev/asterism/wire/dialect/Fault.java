package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An error, to be told in the words of a dialect.
///
/// @param kind the provider's word for it; empty where it had none
/// @param parameter the field that is wrong, where it is one
public record Fault(
    int status, String message, String kind, Optional<String> parameter, Optional<String> code) {

  /// {@return the error in a provider's body of any dialect}
  static Fault read(int status, byte[] body) {
    try {
      return read(status, Json.read(body));
    } catch (JacksonException _) {
      return new Fault(
          status, "The provider said no more.", "", Optional.empty(), Optional.empty());
    }
  }

  /// Gemini puts streamed errors into a list of one.
  static Fault read(int status, JsonNode body) {
    JsonNode error = (body.isArray() ? body.path(0) : body).path("error");
    boolean google = error.path("code").isNumber();
    return new Fault(
        google && error.path("code").asInt(0) >= 400 ? error.path("code").asInt(status) : status,
        error.isString()
            ? error.asString()
            : error.path("message").asString("The provider said no more."),
        error.path("type").asString(error.path("status").asString("")),
        text(error.path("param")),
        google ? Optional.empty() : text(error.path("code")));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isString() ? Optional.of(node.asString()) : Optional.empty();
  }

  /// {@return the error as a client of a dialect expects it}
  public ObjectNode in(Dialect dialect) {
    return switch (dialect) {
      case OPENAI -> openai();
      case ANTHROPIC -> anthropic();
      case GEMINI -> gemini();
    };
  }

  private ObjectNode openai() {
    ObjectNode body = Json.object();
    ObjectNode error = body.putObject("error");
    error.put("message", message);
    error.put("type", openaiKind());
    parameter.ifPresentOrElse(name -> error.put("param", name), () -> error.putNull("param"));
    code.or(() -> kind.isEmpty() ? Optional.empty() : Optional.of(kind.toLowerCase(Locale.ROOT)))
        .ifPresentOrElse(word -> error.put("code", word), () -> error.putNull("code"));
    return body;
  }

  private String openaiKind() {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }

  private ObjectNode anthropic() {
    ObjectNode body = Json.object();
    body.put("type", "error");
    ObjectNode error = body.putObject("error");
    error.put("type", anthropicKind());
    error.put("message", naming());
    return body;
  }

  /// {@return the message, which names the field where the form has no other place for it}
  private String naming() {
    return parameter.filter(name -> !message.contains(name)).map(name -> name + ": ").orElse("")
        + message;
  }

  private String anthropicKind() {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 503, 529 -> "overloaded_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }

  private ObjectNode gemini() {
    ObjectNode body = Json.object();
    ObjectNode error = body.putObject("error");
    error.put("code", status);
    error.put("message", naming());
    error.put(
        "status",
        switch (status) {
          case 401 -> "UNAUTHENTICATED";
          case 403 -> "PERMISSION_DENIED";
          case 404 -> "NOT_FOUND";
          case 409 -> "ABORTED";
          case 429 -> "RESOURCE_EXHAUSTED";
          case 499 -> "CANCELLED";
          case 501 -> "UNIMPLEMENTED";
          case 503 -> "UNAVAILABLE";
          case 504 -> "DEADLINE_EXCEEDED";
          default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        });
    parameter.ifPresent(name ->
        error
            .putArray("details")
            .addObject()
            .put("@type", "type.googleapis.com/google.rpc.BadRequest")
            .putArray("fieldViolations")
            .addObject()
            .put("field", name)
            .put("description", message));
    return body;
  }
}
