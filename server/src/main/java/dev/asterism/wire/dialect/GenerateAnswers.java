package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import dev.asterism.wire.UsageWire;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers of Gemini's generateContent; whole ones look like the chunks of streams.
final class GenerateAnswers {

  private GenerateAnswers() {}

  static Answer read(JsonNode json) throws Unreadable {
    if (!json.path("candidates").isArray() && !json.has("promptFeedback")) {
      throw new Unreadable("it holds no candidates");
    }
    Collector collector = new Collector();
    String[] failure = {""};
    new Reader()
        .read(
            json,
            happening -> {
              if (happening instanceof Happening.Failed(var fault)) {
                failure[0] = fault.message();
              }
              collector.add(happening);
            });
    if (!failure[0].isEmpty()) {
      throw new Unreadable(failure[0]);
    }
    return collector.answer();
  }

  /// Reads the chunks of a provider.
  static final class Reader implements StreamReader {

    private final Set<Integer> called = new HashSet<>();
    private String id = "";
    private boolean begun;
    private int calls;

    @Override
    public void read(JsonNode chunk, Consumer<Happening> out) {
      if (chunk.has("error") || chunk.path(0).has("error")) {
        out.accept(new Happening.Failed(Fault.read(502, chunk)));
        return;
      }
      if (!begun) {
        begun = true;
        id = chunk.path("responseId").asString("");
        out.accept(new Happening.Begun(id, chunk.path("modelVersion").asString(""), 0));
      }
      for (JsonNode candidate : chunk.path("candidates")) {
        candidate(candidate, candidate.path("index").asInt(0), out);
      }
      String blocked = chunk.path("promptFeedback").path("blockReason").asString("");
      if (!blocked.isEmpty() && chunk.path("candidates").isEmpty()) {
        out.accept(new Happening.Declined(0, "The provider blocked the request: " + blocked + "."));
        out.accept(new Happening.Stopped(0, StopReason.REFUSED, Optional.empty()));
      }
      UsageWire.ofGenerate(chunk.path("usageMetadata"))
          .ifPresent(usage -> out.accept(new Happening.Used(usage)));
    }

    private void candidate(JsonNode candidate, int index, Consumer<Happening> out) {
      Optional<JsonNode> logprobs = logprobs(candidate.path("logprobsResult"));
      for (JsonNode part : candidate.path("content").path("parts")) {
        logprobs = part(part, index, logprobs, out);
      }
      String reason = candidate.path("finishReason").asString("");
      switch (reason) {
        case "" -> {}
        case "MAX_TOKENS" -> stop(index, StopReason.TOO_LONG, out);
        case "STOP", "FINISH_REASON_UNSPECIFIED", "OTHER" ->
            stop(index, called.contains(index) ? StopReason.TOOL_CALLS : StopReason.DONE, out);
        case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS" ->
            out.accept(
                new Happening.Failed(
                    new Fault(
                        502,
                        "the model called a function in a way that cannot be used (" + reason + ")",
                        reason,
                        Optional.empty(),
                        Optional.empty())));
        // Safety, recitation, block lists and their like.
        default -> stop(index, StopReason.REFUSED, out);
      }
    }

    private static void stop(int index, StopReason reason, Consumer<Happening> out) {
      out.accept(new Happening.Stopped(index, reason, Optional.empty()));
    }

    /// {@return the logprobs that are still to be told}
    private Optional<JsonNode> part(
        JsonNode part, int index, Optional<JsonNode> logprobs, Consumer<Happening> out) {
      String signature = part.path("thoughtSignature").asString("");
      boolean thought = part.path("thought").asBoolean(false);
      String text = part.path("text").asString("");
      if (thought && !text.isEmpty()) {
        out.accept(new Happening.Thought(index, text));
      }
      if (!signature.isEmpty()) {
        out.accept(new Happening.Signed(index, signature));
      }
      if (part.has("functionCall")) {
        call(part.path("functionCall"), index, out);
      }
      if (!thought && !text.isEmpty()) {
        out.accept(new Happening.Said(index, text, logprobs));
        return Optional.empty();
      }
      return logprobs;
    }

    private void call(JsonNode call, int index, Consumer<Happening> out) {
      called.add(index);
      // Results are matched to calls by an id, which must not be that of a call in another answer.
      String own = call.path("id").asString("");
      out.accept(
          new Happening.Called(
              index,
              calls,
              own.isEmpty() ? "call_" + id + "_" + calls : own,
              call.path("name").asString("")));
      JsonNode arguments = call.path("args");
      out.accept(
          new Happening.Argued(index, calls, arguments.isObject() ? arguments.toString() : "{}"));
      calls++;
    }

    /// In the spelling of chat completions.
    private static Optional<JsonNode> logprobs(JsonNode result) {
      if (!result.path("chosenCandidates").isArray()) {
        return Optional.empty();
      }
      ArrayNode list = Json.object().putArray("content");
      int place = 0;
      for (JsonNode chosen : result.path("chosenCandidates")) {
        ObjectNode row = list.addObject();
        token(row, chosen);
        ArrayNode top = row.putArray("top_logprobs");
        for (JsonNode other : result.path("topCandidates").path(place).path("candidates")) {
          token(top.addObject(), other);
        }
        place++;
      }
      return Optional.of(list);
    }

    private static void token(ObjectNode row, JsonNode token) {
      row.put("token", token.path("token").asString(""));
      row.put("logprob", token.path("logProbability").asDouble(0));
      row.putNull("bytes");
    }
  }
}
