package dev.asterism.wire.dialect;

import dev.asterism.chat.Usage;
import dev.asterism.wire.Json;
import dev.asterism.wire.UsageWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes answers for clients of Gemini's generateContent; the chunks of streams look like whole
/// ones.
final class GenerateChunks {

  private GenerateChunks() {}

  static ObjectNode whole(Answer answer, Asked asked) {
    ObjectNode json = Json.object();
    ArrayNode candidates = json.putArray("candidates");
    for (Answer.Choice choice : answer.choices()) {
      ObjectNode candidate = candidates.addObject();
      Parts parts = new Parts(content(candidate));
      choice.parts().forEach(parts::add);
      parts.end();
      boolean declined = choice.parts().stream().anyMatch(part -> part instanceof Part.Refusal);
      candidate.put("finishReason", declined ? REFUSED : word(choice.reason()));
      candidate.put("index", candidates.size() - 1);
      choice.logprobs().ifPresent(list -> candidate.set("logprobsResult", logprobs(list)));
    }
    json.set("usageMetadata", UsageWire.generate(answer.usage().orElse(Usage.NONE)));
    json.put("modelVersion", asked.model(answer.model()));
    json.put("responseId", answer.id());
    return json;
  }

  private static final String REFUSED = "SAFETY";

  private static String word(StopReason reason) {
    return switch (reason) {
      case DONE, STOP_SEQUENCE, TOOL_CALLS -> "STOP";
      case TOO_LONG, CONTEXT_FULL -> "MAX_TOKENS";
      case REFUSED -> REFUSED;
    };
  }

  private static ArrayNode content(ObjectNode candidate) {
    ObjectNode content = candidate.putObject("content");
    content.put("role", "model");
    return content.putArray("parts");
  }

  /// From the spelling of chat completions.
  private static ObjectNode logprobs(JsonNode list) {
    ObjectNode result = Json.object();
    ArrayNode top = result.putArray("topCandidates");
    ArrayNode chosen = result.putArray("chosenCandidates");
    for (JsonNode row : list) {
      ArrayNode candidates = top.addObject().putArray("candidates");
      row.path("top_logprobs").forEach(other -> token(candidates.addObject(), other));
      token(chosen.addObject(), row);
    }
    return result;
  }

  private static void token(ObjectNode node, JsonNode token) {
    node.put("token", token.path("token").asString(""));
    node.put("logProbability", token.path("logprob").asDouble(0));
  }

  /// The parts of one candidate. A signature stands on the part that follows what it signs.
  private static final class Parts {

    private final ArrayNode parts;
    private String signature = "";

    Parts(ArrayNode parts) {
      this.parts = parts;
    }

    void add(Part part) {
      switch (part) {
        case Part.Text(var text) -> text(text);
        case Part.Refusal(var text) -> text(text);
        case Part.Thinking(var text, var seal) -> {
          if (!text.isEmpty()) {
            parts.addObject().put("text", text).put("thought", true);
          }
          if (!seal.isEmpty()) {
            sign(Seal.ofThought(seal));
          }
        }
        case Part.HiddenThinking(var data) -> sign(Seal.ofHidden(data));
        case Part.ToolCall call -> {
          ObjectNode node = signed().putObject("functionCall");
          node.put("id", call.id()).put("name", call.name());
          node.set("args", MessagesAnswers.input(call.arguments()));
        }
        // No model answers with these.
        case Part.Image _, Part.File _, Part.Audio _, Part.ToolResult _ -> {}
      }
    }

    private void text(String text) {
      if (!text.isEmpty()) {
        signed().put("text", text);
      }
    }

    private void sign(String seal) {
      end();
      signature = seal;
    }

    /// Lets a part without words carry a signature that nothing follows.
    void end() {
      if (!signature.isEmpty()) {
        signed().put("text", "");
      }
    }

    private ObjectNode signed() {
      ObjectNode part = parts.addObject();
      if (!signature.isEmpty()) {
        part.put("thoughtSignature", signature);
        signature = "";
      }
      return part;
    }
  }

  /// Writes the chunks of a stream. A call is told when it is whole, why an answer ended and what
  /// it took at the end.
  static final class Writer implements StreamWriter {

    private final Asked asked;
    private final Map<Integer, Candidate> candidates = new TreeMap<>();
    private String id = "";
    private String model = "";
    private Optional<Usage> usage = Optional.empty();
    private boolean failed;

    Writer(Asked asked) {
      this.asked = asked;
    }

    /// What is still to be told of one candidate.
    private static final class Candidate {
      private final Map<Integer, Part.ToolCall> calls = new TreeMap<>();
      private final List<Part> waiting = new ArrayList<>();
      private StopReason reason = StopReason.DONE;
      private boolean declined;
    }

    @Override
    public void write(Happening happening, Frames out) {
      switch (happening) {
        case Happening.Begun begun -> {
          id = begun.id();
          model = begun.model();
        }
        case Happening.Said(var choice, var text, var logprobs) -> {
          if (!text.isEmpty() || logprobs.isPresent()) {
            tell(choice, new Part.Text(text), logprobs, out);
          }
        }
        case Happening.Declined(var choice, var text) -> {
          at(choice).declined = true;
          tell(choice, new Part.Text(text), Optional.empty(), out);
        }
        case Happening.Thought(var choice, var text) ->
            tell(choice, new Part.Thinking(text, ""), Optional.empty(), out);
        case Happening.Signed(var choice, var seal) ->
            at(choice).waiting.add(new Part.Thinking("", seal));
        case Happening.ThoughtInHiding(var choice, var data) ->
            at(choice).waiting.add(new Part.HiddenThinking(data));
        case Happening.Called called ->
            at(called.choice())
                .calls
                .put(called.call(), new Part.ToolCall(called.id(), called.name(), ""));
        case Happening.Argued(var choice, var call, var json) ->
            at(choice)
                .calls
                .computeIfPresent(
                    call, (_, it) -> new Part.ToolCall(it.id(), it.name(), it.arguments() + json));
        case Happening.Stopped(var choice, var reason, _) -> {
          called(choice, out);
          at(choice).reason = reason;
        }
        case Happening.Used(var tokens) -> usage = Optional.of(tokens);
        case Happening.Failed(var fault) -> {
          failed = true;
          out.data(fault.in(Dialect.GEMINI));
        }
      }
    }

    private Candidate at(int choice) {
      return candidates.computeIfAbsent(choice, _ -> new Candidate());
    }

    /// Tells the calls that are whole, as whatever follows them comes after.
    private void called(int choice, Frames out) {
      Candidate candidate = at(choice);
      List<Part.ToolCall> calls = List.copyOf(candidate.calls.values());
      candidate.calls.clear();
      calls.forEach(call -> chunk(choice, call, Optional.empty(), out));
    }

    private void tell(int choice, Part part, Optional<JsonNode> logprobs, Frames out) {
      called(choice, out);
      chunk(choice, part, logprobs, out);
    }

    private void chunk(int choice, Part part, Optional<JsonNode> logprobs, Frames out) {
      ObjectNode json = Json.object();
      ObjectNode candidate = json.putArray("candidates").addObject();
      ArrayNode _ = parts(candidate, choice, List.of(part));
      candidate.put("index", choice);
      logprobs.ifPresent(list -> candidate.set("logprobsResult", logprobs(list)));
      send(json, out);
    }

    /// A thought is told before what signs it, everything else after.
    private ArrayNode parts(ObjectNode candidate, int choice, List<Part> told) {
      ArrayNode content = content(candidate);
      Parts parts = new Parts(content);
      List<Part> waiting = at(choice).waiting;
      waiting.forEach(parts::add);
      waiting.clear();
      told.forEach(parts::add);
      parts.end();
      return content;
    }

    private void send(ObjectNode json, Frames out) {
      usage.ifPresent(tokens -> json.set("usageMetadata", UsageWire.generate(tokens)));
      json.put("modelVersion", asked.model(model));
      json.put("responseId", id);
      out.data(json);
    }

    @Override
    public void end(Frames out) {
      if (failed) {
        return;
      }
      candidates.keySet().forEach(choice -> called(choice, out));
      ObjectNode json = Json.object();
      ArrayNode all = json.putArray("candidates");
      candidates.forEach((choice, it) -> {
        ObjectNode candidate = all.addObject();
        ArrayNode last = parts(candidate, choice, List.of());
        if (last.isEmpty()) {
          last.addObject().put("text", "");
        }
        candidate.put("finishReason", it.declined ? REFUSED : word(it.reason));
        candidate.put("index", choice);
      });
      if (usage.isEmpty()) {
        usage = Optional.of(Usage.NONE);
      }
      send(json, out);
    }
  }
}
