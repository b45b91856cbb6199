package dev.asterism.wire.dialect;

import dev.asterism.chat.Usage;
import dev.asterism.wire.Json;
import dev.asterism.wire.UsageWire;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Streams of OpenAI's chat completions.
final class ChatStream {

  private ChatStream() {}

  /// Reads the chunks of a provider.
  ///
  /// Servers differ: the list of calls may be empty, an id may be empty or repeated, and some put
  /// every call at index 0, each with an id of its own.
  static final class Reader implements StreamReader {

    private boolean begun;
    private int calls;

    /// The call that is at a place now, and its id.
    private final Map<String, Integer> numbers = new HashMap<>();

    private final Map<String, String> ids = new HashMap<>();

    @Override
    public void read(JsonNode chunk, Consumer<Happening> out) {
      if (chunk.hasNonNull("error")) {
        out.accept(new Happening.Failed(Fault.read(502, chunk)));
        return;
      }
      if (!begun) {
        begun = true;
        out.accept(
            new Happening.Begun(
                chunk.path("id").asString(""),
                chunk.path("model").asString(""),
                chunk.path("created").asLong(0)));
      }
      for (JsonNode choice : chunk.path("choices")) {
        choice(choice, choice.path("index").asInt(0), out);
      }
      UsageWire.ofChat(chunk.path("usage"))
          .ifPresent(usage -> out.accept(new Happening.Used(usage)));
    }

    private void choice(JsonNode choice, int index, Consumer<Happening> out) {
      JsonNode delta = choice.path("delta");
      String thought = ChatAnswers.thought(delta);
      if (!thought.isEmpty()) {
        out.accept(new Happening.Thought(index, thought));
      }
      String text = delta.path("content").asString("");
      JsonNode logprobs = choice.path("logprobs").path("content");
      if (!text.isEmpty() || !logprobs.isEmpty()) {
        out.accept(
            new Happening.Said(
                index, text, logprobs.isArray() ? Optional.of(logprobs) : Optional.empty()));
      }
      String refusal = delta.path("refusal").asString("");
      if (!refusal.isEmpty()) {
        out.accept(new Happening.Declined(index, refusal));
      }
      int place = 0;
      for (JsonNode call : delta.path("tool_calls")) {
        call(call, index, call.path("index").asInt(place), out);
        place++;
      }
      String reason = choice.path("finish_reason").asString("");
      if (!reason.isEmpty()) {
        out.accept(new Happening.Stopped(index, ChatAnswers.reason(reason), Optional.empty()));
      }
    }

    private void call(JsonNode call, int choice, int place, Consumer<Happening> out) {
      String key = choice + "/" + place;
      String id = call.path("id").asString("");
      JsonNode function = call.path("function");
      boolean another = !id.isEmpty() && !id.equals(ids.getOrDefault(key, id));
      if (!numbers.containsKey(key) || another) {
        numbers.put(key, calls);
        String name = id.isEmpty() ? "call_" + calls : id;
        ids.put(key, name);
        out.accept(new Happening.Called(choice, calls, name, function.path("name").asString("")));
        calls++;
      }
      String arguments = function.path("arguments").asString("");
      if (!arguments.isEmpty()) {
        out.accept(new Happening.Argued(choice, numbers.getOrDefault(key, 0), arguments));
      }
    }
  }

  /// Writes chunks for a client.
  static final class Writer implements StreamWriter {

    private final Asked asked;
    private final Set<Integer> introduced = new HashSet<>();

    /// Where a choice's calls begin, for they are counted in each from 0.
    private final Map<Integer, Map<Integer, Integer>> places = new HashMap<>();

    private Optional<Usage> usage = Optional.empty();
    private String id = "";
    private String model;
    private long created;
    private boolean failed;

    Writer(Asked asked) {
      this.asked = asked;
      this.model = asked.model();
      this.created = asked.now();
    }

    @Override
    public void write(Happening happening, Frames out) {
      switch (happening) {
        case Happening.Begun begun -> {
          id = begun.id();
          model = asked.model(begun.model());
          created = begun.created() > 0 ? begun.created() : created;
        }
        case Happening.Said(var choice, var text, var logprobs) ->
            delta(out, choice, Json.object().put("content", text), logprobs);
        case Happening.Thought(var choice, var text) ->
            delta(out, choice, Json.object().put("reasoning_content", text));
        case Happening.Signed(var choice, var signature) ->
            detail(out, choice, ChatAnswers.signed("", signature));
        case Happening.ThoughtInHiding(var choice, var data) ->
            detail(out, choice, ChatAnswers.hidden(data));
        case Happening.Declined(var choice, var text) ->
            delta(out, choice, Json.object().put("refusal", text));
        case Happening.Called(var choice, var call, var name, var function) -> {
          ObjectNode node = call(choice, call).put("id", name).put("type", "function");
          node.putObject("function").put("name", function).put("arguments", "");
          calls(out, choice, node);
        }
        case Happening.Argued(var choice, var call, var json) -> {
          ObjectNode node = call(choice, call);
          node.putObject("function").put("arguments", json);
          calls(out, choice, node);
        }
        case Happening.Stopped(var choice, var reason, _) -> {
          introduce(out, choice);
          ObjectNode chunk = chunk(choice, Json.object(), Optional.empty());
          ((ObjectNode) chunk.path("choices").path(0))
              .put("finish_reason", ChatAnswers.word(reason));
          out.data(chunk);
        }
        case Happening.Used(var tokens) -> usage = Optional.of(tokens);
        case Happening.Failed(var fault) -> {
          failed = true;
          out.data(fault.in(Dialect.OPENAI));
        }
      }
    }

    @Override
    public void end(Frames out) {
      if (failed) {
        return;
      }
      if (asked.streamUsage() && usage.isPresent()) {
        ObjectNode chunk = envelope();
        chunk.putArray("choices");
        chunk.set("usage", UsageWire.chat(usage.get()));
        out.data(chunk);
      }
      out.raw("data: [DONE]\n\n");
    }

    private ObjectNode call(int choice, int call) {
      Map<Integer, Integer> own = places.computeIfAbsent(choice, _ -> new HashMap<>());
      int next = own.size();
      return Json.object().put("index", own.computeIfAbsent(call, _ -> next));
    }

    private void calls(Frames out, int choice, ObjectNode call) {
      ObjectNode delta = Json.object();
      delta.putArray("tool_calls").add(call);
      delta(out, choice, delta);
    }

    private void detail(Frames out, int choice, ObjectNode detail) {
      ObjectNode delta = Json.object();
      delta.putArray("reasoning_details").add(detail);
      delta(out, choice, delta);
    }

    private void delta(Frames out, int choice, ObjectNode delta) {
      delta(out, choice, delta, Optional.empty());
    }

    private void delta(Frames out, int choice, ObjectNode delta, Optional<JsonNode> logprobs) {
      introduce(out, choice);
      out.data(chunk(choice, delta, logprobs));
    }

    private void introduce(Frames out, int choice) {
      if (introduced.add(choice)) {
        ObjectNode role = Json.object().put("role", "assistant").put("content", "");
        out.data(chunk(choice, role.putNull("refusal"), Optional.empty()));
      }
    }

    private ObjectNode chunk(int choice, ObjectNode delta, Optional<JsonNode> logprobs) {
      ObjectNode chunk = envelope();
      ArrayNode choices = chunk.putArray("choices");
      ObjectNode node = choices.addObject().put("index", choice);
      node.set("delta", delta);
      logprobs.ifPresentOrElse(
          list -> node.putObject("logprobs").set("content", list).putNull("refusal"),
          () -> node.putNull("logprobs"));
      node.putNull("finish_reason");
      if (asked.streamUsage()) {
        chunk.putNull("usage");
      }
      return chunk;
    }

    private ObjectNode envelope() {
      return Json.object()
          .put("id", id)
          .put("object", "chat.completion.chunk")
          .put("created", created)
          .put("model", model);
    }
  }
}
