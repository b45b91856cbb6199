package dev.asterism.wire;

import dev.asterism.chat.Label;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The right answer to a request that was answered before: `{"trace_id", "answer", "question"?}`.
///
/// @param trace the answer's `x-asterism-trace-id`
/// @param position the question's place in its request, from 0; 0 for chat
public record FeedbackWire(String trace, int position, Label answer) {

  /// {@return the feedback in a body}
  ///
  /// @throws BadRequest if it is none
  public static FeedbackWire parse(byte[] body) {
    ObjectNode json = Json.object(body);
    String trace = Json.text(json, "trace_id", "trace_id");
    JsonNode answer = json.path("answer");
    if (!answer.isBoolean() && !(answer.isString() && !answer.asString().isEmpty())) {
      throw new BadRequest("answer", "'answer' must be the right answer, a string or a boolean.");
    }
    JsonNode question = json.path("question");
    if (!question.isMissingNode() && !(question.isInt() && question.asInt() >= 0)) {
      throw new BadRequest("question", "'question' must be the question's place, from 0.");
    }
    Label label =
        answer.isBoolean()
            ? new Label.Truth(answer.asBoolean())
            : new Label.Text(answer.asString());
    return new FeedbackWire(trace, question.asInt(0), label);
  }

  public static byte[] accepted(String trace, Label answer) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("object", "feedback");
    json.put("trace_id", trace);
    json.put("answer", answer.display());
    return Json.MAPPER.writeValueAsBytes(json);
  }
}
