package dev.asterism.wire;

import dev.asterism.chat.Label;
import dev.asterism.chat.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The right answer to a request that was answered before: `{"trace_id", "answer", "question"?}`.
///
/// @param trace the answer's `x-asterism-trace-id`
/// @param question which of its request's questions was answered
public record FeedbackWire(String trace, Asked question, Label answer) {

  /// How a question is told from the others of its request.
  public sealed interface Asked {

    /// By its place, from 0; a chat has only that one.
    record At(int position) implements Asked {}

    /// By the name that the request gave it.
    record Named(String name) implements Asked {}
  }

  /// {@return the feedback in a body}
  ///
  /// @throws BadRequest if it is none
  public static FeedbackWire parse(byte[] body) {
    ObjectNode json = Json.object(body);
    String trace = Json.text(json, "trace_id", "trace_id");
    JsonNode answer = json.path("answer");
    return new FeedbackWire(trace, asked(json.path("question")), label(answer));
  }

  /// An object or a list is the same answer whether it is given as JSON or as the text of a chat.
  private static Label label(JsonNode answer) {
    if (answer.isBoolean()) {
      return new Label.Truth(answer.asBoolean());
    }
    String text =
        answer.isObject() || answer.isArray()
            ? Json.MAPPER.writeValueAsString(answer)
            : answer.asString("");
    if (text.isEmpty() || answer.isNumber()) {
      throw new BadRequest(
          "answer", "'answer' must be the right answer: a string, a boolean, an object or a list.");
    }
    return Value.ofAnswer(text).label();
  }

  private static Asked asked(JsonNode question) {
    if (question.isMissingNode() || question.isNull()) {
      return new Asked.At(0);
    }
    if (question.isInt() && question.asInt() >= 0) {
      return new Asked.At(question.asInt());
    }
    if (question.isString() && !question.asString().isEmpty()) {
      return new Asked.Named(question.asString());
    }
    throw new BadRequest(
        "question", "'question' must be the question's place, from 0, or its name.");
  }

  public static byte[] accepted(String trace, Label answer) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("object", "feedback");
    json.put("trace_id", trace);
    json.put("answer", answer.display());
    return Json.MAPPER.writeValueAsBytes(json);
  }
}
