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
import tools.jackson.databind.node.ObjectNode;

/// Streams of Anthropic's messages.
final class MessagesStream {

  private static final Map<String, Integer> STATUS =
      Map.of(
          "invalid_request_error", 400,
          "authentication_error", 401,
          "permission_error", 403,
          "not_found_error", 404,
          "request_too_large", 413,
          "rate_limit_error", 429,
          "timeout_error", 504,
          "overloaded_error", 529);

  private MessagesStream() {}

  /// Reads the events of a provider.
  static final class Reader implements StreamReader {

    /// The number of the call that a block is.
    private final Map<Integer, Integer> calls = new HashMap<>();

    private final Set<Integer> argued = new HashSet<>();
    private ObjectNode usage = Json.object();

    @Override
    public void read(JsonNode event, Consumer<Happening> out) {
      int index = event.path("index").asInt(0);
      switch (event.path("type").asString("")) {
        case "message_start" -> {
          JsonNode message = event.path("message");
          account(message.path("usage"));
          out.accept(
              new Happening.Begun(
                  message.path("id").asString(""), message.path("model").asString(""), 0));
        }
        case "content_block_start" -> begin(event.path("content_block"), index, out);
        case "content_block_delta" -> delta(event.path("delta"), index, out);
        case "content_block_stop" -> {
          // A call without arguments has them all the same: none.
          if (calls.containsKey(index) && argued.add(index)) {
            out.accept(new Happening.Argued(0, calls.get(index), "{}"));
          }
        }
        case "message_delta" -> {
          account(event.path("usage"));
          JsonNode delta = event.path("delta");
          String sequence = delta.path("stop_sequence").asString("");
          String reason = delta.path("stop_reason").asString("");
          if (!reason.isEmpty()) {
            out.accept(
                new Happening.Stopped(
                    0,
                    MessagesAnswers.reason(reason),
                    sequence.isEmpty() ? Optional.empty() : Optional.of(sequence)));
          }
          UsageWire.ofMessages(usage).ifPresent(sum -> out.accept(new Happening.Used(sum)));
        }
        case "error" -> out.accept(new Happening.Failed(fault(event)));
        // Pings, the end, and what may come to be.
        default -> {}
      }
    }

    static Fault fault(JsonNode event) {
      String kind = event.path("error").path("type").asString("");
      return Fault.read(STATUS.getOrDefault(kind, 500), event);
    }

    /// Later counts are sums, and replace earlier ones.
    private void account(JsonNode counts) {
      counts
          .properties()
          .forEach(count -> {
            if (!count.getValue().isNull()) {
              usage.set(count.getKey(), count.getValue());
            }
          });
    }

    private void begin(JsonNode block, int index, Consumer<Happening> out) {
      switch (block.path("type").asString("")) {
        case "text" -> say(block.path("text").asString(""), out);
        case "thinking" -> think(block.path("thinking").asString(""), out);
        case "redacted_thinking" ->
            out.accept(new Happening.ThoughtInHiding(0, block.path("data").asString("")));
        case "tool_use" -> {
          int call = calls.size();
          calls.put(index, call);
          out.accept(
              new Happening.Called(
                  0, call, block.path("id").asString(""), block.path("name").asString("")));
          if (!block.path("input").isEmpty()) {
            argued.add(index);
            out.accept(new Happening.Argued(0, call, block.path("input").toString()));
          }
        }
        default -> {}
      }
    }

    private void delta(JsonNode delta, int index, Consumer<Happening> out) {
      switch (delta.path("type").asString("")) {
        case "text_delta" -> say(delta.path("text").asString(""), out);
        case "thinking_delta" -> think(delta.path("thinking").asString(""), out);
        case "signature_delta" ->
            out.accept(new Happening.Signed(0, delta.path("signature").asString("")));
        case "input_json_delta" -> {
          String json = delta.path("partial_json").asString("");
          if (!json.isEmpty()) {
            argued.add(index);
            out.accept(new Happening.Argued(0, calls.getOrDefault(index, 0), json));
          }
        }
        default -> {}
      }
    }

    private static void say(String text, Consumer<Happening> out) {
      if (!text.isEmpty()) {
        out.accept(new Happening.Said(0, text));
      }
    }

    private static void think(String text, Consumer<Happening> out) {
      if (!text.isEmpty()) {
        out.accept(new Happening.Thought(0, text));
      }
    }
  }

  /// Writes events for a client. Only the first choice is told: there is no place for others.
  static final class Writer implements StreamWriter {

    private final Asked asked;
    private final Map<Integer, Integer> calls = new HashMap<>();
    private String open = "";
    private int blocks;
    private Usage usage = Usage.NONE;
    private StopReason reason = StopReason.DONE;
    private Optional<String> sequence = Optional.empty();
    private boolean begun;
    private boolean declined;
    private boolean failed;

    Writer(Asked asked) {
      this.asked = asked;
    }

    @Override
    public void write(Happening happening, Frames out) {
      switch (happening) {
        case Happening.Begun begin -> begin(out, begin.id(), begin.model());
        case Happening.Said(_, var text, _) -> {
          if (!text.isEmpty()) {
            block(out, "text", Json.object().put("type", "text").put("text", ""));
            delta(out, blocks - 1, "text_delta", "text", text);
          }
        }
        case Happening.Declined(_, var text) -> {
          declined = true;
          block(out, "text", Json.object().put("type", "text").put("text", ""));
          delta(out, blocks - 1, "text_delta", "text", text);
        }
        case Happening.Thought(_, var text) -> {
          think(out);
          delta(out, blocks - 1, "thinking_delta", "thinking", text);
        }
        case Happening.Signed(_, var signature) -> {
          think(out);
          delta(out, blocks - 1, "signature_delta", "signature", signature);
        }
        case Happening.ThoughtInHiding(_, var data) ->
            start(out, "hidden", Json.object().put("type", "redacted_thinking").put("data", data));
        case Happening.Called called -> {
          ObjectNode block =
              Json.object()
                  .put("type", "tool_use")
                  .put("id", called.id())
                  .put("name", called.name());
          block.putObject("input");
          start(out, "call", block);
          calls.put(called.call(), blocks - 1);
        }
        case Happening.Argued(_, var call, var json) ->
            delta(
                out,
                calls.getOrDefault(call, blocks - 1),
                "input_json_delta",
                "partial_json",
                json);
        case Happening.Stopped(_, var why, var text) -> {
          reason = why;
          sequence = text;
        }
        case Happening.Used(var tokens) -> usage = tokens;
        case Happening.Failed(var fault) -> {
          failed = true;
          out.event("error", fault.in(Dialect.ANTHROPIC));
        }
      }
    }

    private void begin(Frames out, String id, String model) {
      begun = true;
      ObjectNode event = Json.object().put("type", "message_start");
      ObjectNode message = MessagesAnswers.envelope(id, asked.model(model));
      message.putArray("content");
      message.putNull("stop_reason").putNull("stop_sequence");
      message.set("usage", UsageWire.messages(usage));
      event.set("message", message);
      out.event("message_start", event);
    }

    private void think(Frames out) {
      block(
          out,
          "thinking",
          Json.object().put("type", "thinking").put("thinking", "").put("signature", ""));
    }

    private void block(Frames out, String kind, ObjectNode block) {
      if (!open.equals(kind)) {
        start(out, kind, block);
      }
    }

    private void start(Frames out, String kind, ObjectNode block) {
      close(out);
      open = kind;
      ObjectNode event = Json.object().put("type", "content_block_start").put("index", blocks);
      event.set("content_block", block);
      out.event("content_block_start", event);
      blocks++;
    }

    private void close(Frames out) {
      if (!open.isEmpty()) {
        out.event(
            "content_block_stop",
            Json.object().put("type", "content_block_stop").put("index", blocks - 1));
        open = "";
      }
    }

    private static void delta(Frames out, int index, String type, String field, String text) {
      ObjectNode event = Json.object().put("type", "content_block_delta").put("index", index);
      event.putObject("delta").put("type", type).put(field, text);
      out.event("content_block_delta", event);
    }

    @Override
    public void end(Frames out) {
      if (failed) {
        return;
      }
      if (!begun) {
        begin(out, "", "");
      }
      close(out);
      ObjectNode event = Json.object().put("type", "message_delta");
      ObjectNode delta = event.putObject("delta");
      delta.put("stop_reason", declined ? "refusal" : MessagesAnswers.word(reason));
      sequence.ifPresentOrElse(
          text -> delta.put("stop_sequence", text), () -> delta.putNull("stop_sequence"));
      event.set("usage", UsageWire.messages(usage));
      out.event("message_delta", event);
      out.event("message_stop", Json.object().put("type", "message_stop"));
    }
  }
}
