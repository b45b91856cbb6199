package dev.asterism.replay;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How a replayed row is asked: in our own words, the same every time.
final class Prompts {

  private final JsonMapper json = new JsonMapper();

  byte[] body(Api api, String model, String task, List<String> labels, String input) {
    ObjectNode body = json.createObjectNode();
    body.put("model", model);
    switch (api) {
      case DECISIONS -> {
        body.put("input", input);
        ObjectNode question = body.putArray("questions").addObject();
        question.put("type", "choice");
        question.put("name", task);
        question.put(
            "instructions", "Choose the label of the task " + task + " that fits the input best.");
        ArrayNode choices = question.putArray("choices");
        labels.forEach(label -> choices.addObject().put("value", label));
      }
      case CHAT -> {
        ArrayNode messages = body.putArray("messages");
        messages
            .addObject()
            .put("role", "system")
            .put(
                "content",
                "Task: %s. Answer with exactly one of these labels and nothing else: %s."
                    .formatted(task, String.join(", ", labels)));
        messages.addObject().put("role", "user").put("content", input);
      }
    }
    return json.writeValueAsBytes(body);
  }

  static String path(Api api) {
    return switch (api) {
      case DECISIONS -> "/v1/decisions";
      case CHAT -> "/v1/chat/completions";
    };
  }

  /// {@return the label in an answer; empty where there is none}
  String label(Api api, byte[] answer) {
    var tree = json.readTree(answer);
    return switch (api) {
      case DECISIONS -> tree.path("answers").path(0).path("choice").asString("");
      case CHAT -> tree.path("choices").path(0).path("message").path("content").asString("");
    };
  }
}
