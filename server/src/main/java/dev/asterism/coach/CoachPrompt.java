package dev.asterism.coach;

import dev.asterism.task.Task;
import dev.asterism.train.Confusion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the boss model is told of a student's confusions, and how its reply is read.
final class CoachPrompt {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int NEW_INPUTS = 6;
  private static final int MOST_INPUTS = 120;
  private static final int LONGEST_SHOWN = 400;
  private static final int LONGEST_INPUT = 4_000;

  private static final String ROLE =
      """
      You coach a small text classifier that learns from another model's answers. You are shown the \
      task, and pairs of answers that the classifier mistakes for one another. Write new inputs \
      from which it can learn to tell them apart: realistic, varied in wording and length, as \
      different people would write them, none a copy of an input you were shown. Do not mention the \
      answers in the inputs. Reply with one JSON object: {"inputs": ["..."], "descriptions": \
      {"answer": "in one sentence, what makes it this answer and not the one it is mistaken for"}}.\
      """;

  private CoachPrompt() {}

  /// What the boss wrote.
  ///
  /// @param inputs new ones, not labelled yet
  /// @param descriptions by the label's own text
  record Reply(List<String> inputs, Map<String, String> descriptions) {}

  /// {@return the body of the request to the boss}
  static byte[] request(String model, Task task, List<Confusion> confusions) {
    ObjectNode shown = JSON.createObjectNode();
    shown.put("task", cut(task.instructions(), LONGEST_INPUT));
    shown.put("new_inputs_for_each_pair", NEW_INPUTS);
    ArrayNode pairs = shown.putArray("mistaken");
    for (Confusion confusion : confusions) {
      ObjectNode pair = pairs.addObject();
      pair.put("right_answer", cut(confusion.right().display(), LONGEST_SHOWN));
      pair.put("classifier_said", cut(confusion.said().display(), LONGEST_SHOWN));
      ArrayNode inputs = pair.putArray("inputs");
      confusion.inputs().forEach(input -> inputs.add(cut(input, LONGEST_SHOWN)));
    }
    ObjectNode body = JSON.createObjectNode();
    body.put("model", model);
    ArrayNode messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", ROLE);
    messages.addObject().put("role", "user").put("content", JSON.writeValueAsString(shown));
    body.putObject("response_format").put("type", "json_object");
    return JSON.writeValueAsBytes(body);
  }

  /// {@return what a boss replied, as much of it as is usable; empty lists where it is no JSON}
  static Reply read(String content) {
    int begin = content.indexOf('{');
    int end = content.lastIndexOf('}');
    List<String> inputs = new ArrayList<>();
    Map<String, String> descriptions = new LinkedHashMap<>();
    if (begin >= 0 && end > begin) {
      try {
        JsonNode json = JSON.readTree(content.substring(begin, end + 1));
        for (JsonNode input : json.path("inputs")) {
          if (usable(input) && inputs.size() < MOST_INPUTS) {
            inputs.add(input.asString().strip());
          }
        }
        json.path("descriptions")
            .propertyStream()
            .filter(entry -> usable(entry.getValue()))
            .limit(MOST_INPUTS)
            .forEach(
                entry -> descriptions.put(entry.getKey(), entry.getValue().asString().strip()));
      } catch (JacksonException _) {
        // A boss that does not reply in JSON teaches nothing; what was spent is booked all the
        // same.
        inputs.clear();
      }
    }
    return new Reply(List.copyOf(inputs), Map.copyOf(descriptions));
  }

  private static boolean usable(JsonNode text) {
    return text.isString()
        && !text.asString().isBlank()
        && text.asString().length() <= LONGEST_INPUT
        && StandardCharsets.UTF_8.newEncoder().canEncode(text.asString());
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "\u2026";
  }
}
