package dev.asterism.replay;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A model server on loopback that answers by a rule instead of a model: recorded answers in a
/// replay, a generator's truth in the demo. Speaks chat completions and decisions.
final class Teacher implements AutoCloseable {

  /// Says the right answer.
  interface Answers {

    /// {@return the answer to an input under instructions}
    ///
    /// @param labels the options, where the request lists any
    String answer(String instructions, String input, List<String> labels);
  }

  private static final double SURE = 0.98;
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final JsonMapper json = new JsonMapper();
  private final Answers answers;
  private final Duration latency;
  private final AtomicLong calls = new AtomicLong();
  private final WebServer web;

  /// @param latency how long each answer takes, to stand for a real model's
  Teacher(Answers answers, Duration latency) {
    this.answers = answers;
    this.latency = latency;
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .post("/v1/chat/completions", this::chat)
            .post("/v1/decisions", this::decisions);
    this.web =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .shutdownHook(false)
            .routing(routing)
            .build()
            .start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + web.port() + "/v1";
  }

  long calls() {
    return calls.get();
  }

  private void chat(ServerRequest request, ServerResponse response) {
    JsonNode body = json.readTree(request.content().as(byte[].class));
    StringBuilder instructions = new StringBuilder();
    String input = "";
    for (JsonNode message : body.path("messages")) {
      if (message.path("role").asString("").equals("user")) {
        input = message.path("content").asString("");
      } else {
        instructions.append(message.path("content").asString(""));
      }
    }
    String answer = answers.answer(instructions.toString(), input, List.of());
    ObjectNode out = json.createObjectNode();
    out.put("id", "chatcmpl-" + calls.incrementAndGet());
    out.put("object", "chat.completion");
    out.put("created", 0);
    out.put("model", body.path("model").asString(""));
    ObjectNode choice = out.putArray("choices").addObject();
    choice.put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", answer);
    choice.put("finish_reason", "stop");
    int promptTokens = (instructions.length() + input.length()) / CHARACTERS_PER_TOKEN + 8;
    int completionTokens = answer.length() / CHARACTERS_PER_TOKEN + 1;
    out.putObject("usage")
        .put("prompt_tokens", promptTokens)
        .put("completion_tokens", completionTokens)
        .put("total_tokens", promptTokens + completionTokens);
    send(response, out);
  }

  private void decisions(ServerRequest request, ServerResponse response) {
    byte[] bytes = request.content().as(byte[].class);
    JsonNode body = json.readTree(bytes);
    calls.incrementAndGet();
    ObjectNode out = json.createObjectNode();
    out.put("model", body.path("model").asString(""));
    ArrayNode list = out.putArray("answers");
    for (JsonNode question : body.path("questions")) {
      list.add(answer(question, body.path("input").asString("")));
    }
    int tokens = bytes.length / CHARACTERS_PER_TOKEN;
    out.putObject("usage")
        .put("input_tokens", tokens)
        .put("output_tokens", 0)
        .put("total_tokens", tokens);
    send(response, out);
  }

  private ObjectNode answer(JsonNode question, String input) {
    String type = question.path("type").asString("");
    String instructions = question.path("instructions").asString("");
    List<String> options = new ArrayList<>();
    question.path("choices").forEach(choice -> options.add(choice.path("value").asString("")));
    question.path("levels").forEach(level -> options.add(level.path("label").asString("")));
    String said = answers.answer(instructions, input, options);
    ObjectNode out = json.createObjectNode();
    out.put("type", type);
    out.set("name", question.path("name").isString() ? question.path("name") : json.nullNode());
    if (type.equals("predicate")) {
      out.put("probability", said.equals("true") ? SURE : 1 - SURE);
      return out;
    }
    ArrayNode probabilities = json.createArrayNode();
    for (int i = 0; i < options.size(); i++) {
      ObjectNode row = probabilities.addObject();
      if (type.equals("score")) {
        row.put("value", i);
        row.put("label", options.get(i));
      } else {
        row.put("value", options.get(i));
      }
      row.put(
          "probability",
          options.get(i).equals(said) ? SURE : (1 - SURE) / Math.max(1, options.size() - 1));
    }
    if (type.equals("score")) {
      out.put("score", (double) options.indexOf(said));
    } else {
      out.put("choice", said);
    }
    out.put("confidence", SURE);
    out.set("probabilities", probabilities);
    return out;
  }

  private void send(ServerResponse response, ObjectNode body) {
    if (!latency.isZero()) {
      try {
        Thread.sleep(latency);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    response.header("Content-Type", "application/json");
    response.send(json.writeValueAsBytes(body));
  }

  @Override
  public void close() {
    web.stop();
  }
}
