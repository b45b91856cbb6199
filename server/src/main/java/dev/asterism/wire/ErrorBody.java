package dev.asterism.wire;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// An error in OpenAI's shape.
///
/// @param type such as `invalid_request_error`
/// @param parameter the field that is wrong, where it is one
/// @param code for programs, where there is one
public record ErrorBody(
    String message, String type, Optional<String> parameter, Optional<String> code) {

  public ErrorBody(String message, String type, String code) {
    this(message, type, Optional.empty(), Optional.of(code));
  }

  public static ErrorBody of(BadRequest mistake) {
    return new ErrorBody(
        String.valueOf(mistake.getMessage()),
        "invalid_request_error",
        mistake.parameter(),
        Optional.empty());
  }

  public byte[] bytes() {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ObjectNode error = body.putObject("error");
    error.put("message", message);
    error.put("type", type);
    parameter.ifPresentOrElse(name -> error.put("param", name), () -> error.putNull("param"));
    code.ifPresentOrElse(word -> error.put("code", word), () -> error.putNull("code"));
    return Json.MAPPER.writeValueAsBytes(body);
  }
}
