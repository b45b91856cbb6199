package dev.asterism.gateway;

import dev.asterism.wire.ErrorBody;
import dev.asterism.wire.Json;
import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.Dialect;
import dev.asterism.wire.dialect.Fault;
import dev.asterism.wire.dialect.GenerateCall;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Errors of our own, in the form that a path's clients expect.
final class Errors {

  private static final String GOOGLES = "/v1beta/";

  private Errors() {}

  static Dialect dialect(String path) {
    if (path.startsWith(GOOGLES) || GenerateCall.at(path).isPresent()) {
      return Dialect.GEMINI;
    }
    return Api.at(Api.below(path)).map(Api::dialect).orElse(Dialect.OPENAI);
  }

  static byte[] bytes(Dialect dialect, int status, ErrorBody error) {
    return dialect == Dialect.OPENAI
        ? error.bytes()
        : Json.bytes(
            new Fault(status, error.message(), "", error.parameter(), error.code()).in(dialect));
  }

  /// {@return an error as the last event of a stream}
  static byte[] event(Dialect dialect, byte[] error) {
    String name = dialect == Dialect.ANTHROPIC ? "event: error\n" : "";
    String data =
        new String(error, StandardCharsets.UTF_8)
            .lines()
            .map(line -> "data: " + line + "\n")
            .collect(Collectors.joining());
    return (name + data + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
