package dev.asterism.replay;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How a replayed row is asked: in our own words, the same every time.
final class Prompts {

  private final JsonMapper json = new JsonMapper();

  byte[] body(Api api, String model, TaskFolder task, String input) {
    ObjectNode body = json.createObjectNode();
    body.put("model", model);
    switch (api) {
      case DECISIONS -> {
        body.put("input", input);
        ObjectNode question = body.putArray("questions").addObject();
        question.put("type", "choice");
        question.put("name", task.name());
        question.put(
            "instructions",
            "Choose the label of the task " + task.name() + " that fits the input best.");
        ArrayNode choices = question.putArray("choices");
        task.labels().forEach(label -> choices.addObject().put("value", label));
      }
      case CHAT -> {
        ArrayNode messages = body.putArray("messages");
        messages
            .addObject()
            .put("role", "system")
            .put("content", "Task: %s. %s".formatted(task.name(), instructions(task)));
        messages.addObject().put("role", "user").put("content", input);
      }
    }
    return json.writeValueAsBytes(body);
  }

  private static String instructions(TaskFolder task) {
    String labels = String.join(", ", task.labels());
    String fields = String.join(", ", task.fields());
    return switch (task.kind()) {
      case SINGLE_LABEL ->
          "Answer with exactly one of these labels and nothing else: %s.".formatted(labels);
      case MULTI_LABEL ->
          "Answer with a JSON list of the labels that apply, by the alphabet, and nothing else: %s."
              .formatted(labels);
      case INTENT_AND_SLOTS ->
          "Answer with a JSON object of intent (one of %s) and slots (an object of the words copied for each of %s that there is)."
              .formatted(labels, fields);
      case EXTRACTION ->
          "Answer with a JSON object of the words copied for each of these that there is: %s."
              .formatted(fields);
      case TEXT_TO_SQL -> "Answer with one SQL query and nothing else.";
    };
  }

  /// {@return the API that can ask for a task's answers: a decision is one label}
  static Api api(Api wanted, TaskFolder task) {
    return task.kind() == TaskFolder.Kind.SINGLE_LABEL ? wanted : Api.CHAT;
  }

  static String path(Api api) {
    return switch (api) {
      case DECISIONS -> "/v1/decisions";
      case CHAT -> "/v1/chat/completions";
    };
  }

  /// {@return what an answer says; empty where it says nothing}
  String said(Api api, byte[] answer) {
    var tree = json.readTree(answer);
    return switch (api) {
      case DECISIONS -> tree.path("answers").path(0).path("choice").asString("");
      case CHAT -> tree.path("choices").path(0).path("message").path("content").asString("");
    };
  }
}
