package dev.asterism.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/// What simulated models say, as chat completions spell it. Each answer takes ten tokens, four of
/// them for thinking.
final class SimulatedAnswers {

  private SimulatedAnswers() {}

  static void send(HttpExchange exchange, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /// @param asked tokens of the question
  /// @param logprob of the answer's one token; empty where that is not told
  static String whole(String model, String said, int asked, OptionalDouble logprob) {
    String logprobs =
        logprob.isPresent()
            ? "{\"content\":[{\"token\":\"%s\",\"logprob\":%s}]}"
                .formatted(said, logprob.getAsDouble())
            : "null";
    return ("{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"%s\",\"choices\":[{\"index\":0,"
            + "\"message\":{\"role\":\"assistant\",\"content\":\"%s\",\"refusal\":null},\"logprobs\":%s,"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":10,\"total_tokens\":%d,"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":4}}}")
        .formatted(model, said, logprobs, asked, asked + 10);
  }

  /// {@return the same as a stream}
  static String chunks(String model, String said) {
    String chunk =
        "data:"
            + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"%s\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n";
    return chunk.formatted(model, "{\"role\":\"assistant\",\"content\":\"" + said + "\"}", "null")
        + chunk.formatted(model, "{}", "\"stop\"")
        + "data: [DONE]\n\n";
  }
}
