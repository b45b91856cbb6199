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

/// Streams of OpenAI's responses.
final class ResponsesStream {

  private ResponsesStream() {}

  /// Reads the events of a provider.
  static final class Reader implements StreamReader {

    /// The number of the call that an output item is.
    private final Map<Integer, Integer> calls = new HashMap<>();

    private final Set<Integer> argued = new HashSet<>();

    @Override
    public void read(JsonNode event, Consumer<Happening> out) {
      int place = event.path("output_index").asInt(0);
      switch (event.path("type").asString("")) {
        case "response.created" -> {
          JsonNode response = event.path("response");
          out.accept(
              new Happening.Begun(
                  response.path("id").asString(""),
                  response.path("model").asString(""),
                  response.path("created_at").asLong(0)));
        }
        case "response.output_text.delta" -> {
          JsonNode logprobs = event.path("logprobs");
          out.accept(
              new Happening.Said(
                  0,
                  event.path("delta").asString(""),
                  logprobs.isEmpty() ? Optional.empty() : Optional.of(logprobs)));
        }
        case "response.refusal.delta" ->
            out.accept(new Happening.Declined(0, event.path("delta").asString("")));
        case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
            out.accept(new Happening.Thought(0, event.path("delta").asString("")));
        case "response.output_item.added" -> added(event.path("item"), place, out);
        case "response.function_call_arguments.delta" ->
            argue(place, event.path("delta").asString(""), out);
        case "response.output_item.done" -> done(event.path("item"), place, out);
        case "response.completed", "response.incomplete" -> end(event.path("response"), out);
        case "response.failed" ->
            out.accept(new Happening.Failed(Fault.read(502, event.path("response"))));
        case "error" ->
            out.accept(
                new Happening.Failed(
                    new Fault(
                        502,
                        event.path("message").asString("The provider said no more."),
                        event.path("code").asString(""),
                        Optional.empty(),
                        Optional.empty())));
        // Beginnings and ends of parts, which their pieces tell as well.
        default -> {}
      }
    }

    private void added(JsonNode item, int place, Consumer<Happening> out) {
      if (item.path("type").asString("").equals("function_call")) {
        int call = calls.size();
        calls.put(place, call);
        out.accept(
            new Happening.Called(
                0, call, item.path("call_id").asString(""), item.path("name").asString("")));
      }
    }

    private void argue(int place, String json, Consumer<Happening> out) {
      if (!json.isEmpty()) {
        argued.add(place);
        out.accept(new Happening.Argued(0, calls.getOrDefault(place, 0), json));
      }
    }

    private void done(JsonNode item, int place, Consumer<Happening> out) {
      if (calls.containsKey(place) && !argued.contains(place)) {
        argue(place, item.path("arguments").asString("{}"), out);
      }
      String seal = item.path("encrypted_content").asString("");
      if (!seal.isEmpty()) {
        out.accept(new Happening.Signed(0, seal));
      }
    }

    private void end(JsonNode response, Consumer<Happening> out) {
      out.accept(
          new Happening.Stopped(
              0, ResponsesAnswers.reason(response, !calls.isEmpty()), Optional.empty()));
      UsageWire.ofResponses(response.path("usage"))
          .ifPresent(usage -> out.accept(new Happening.Used(usage)));
    }
  }

  /// Writes events for a client. Only the first choice is told: there is no place for others.
  static final class Writer implements StreamWriter {

    private final Asked asked;
    private final ArrayNode output = Json.object().putArray("output");
    private Item open = new None();
    private ObjectNode response = Json.object();
    private String id = "";
    private long sequence;
    private StopReason reason = StopReason.DONE;
    private Optional<Usage> usage = Optional.empty();
    private boolean begun;
    private boolean failed;

    Writer(Asked asked) {
      this.asked = asked;
    }

    /// The output item that is being told.
    private sealed interface Item {}

    private record None() implements Item {}

    private record Message(String id, String kind, StringBuilder text, ArrayNode logprobs)
        implements Item {}

    private record Reasoning(String id, StringBuilder text, StringBuilder seal) implements Item {}

    private record Call(String id, int number, String callId, String name, StringBuilder arguments)
        implements Item {}

    @Override
    public void write(Happening happening, Frames out) {
      switch (happening) {
        case Happening.Begun begin -> begin(out, begin);
        case Happening.Said(_, var text, var logprobs) -> say(out, text, logprobs);
        case Happening.Declined(_, var text) -> decline(out, text);
        case Happening.Thought(_, var text) -> think(out, text);
        case Happening.Signed(_, var seal) -> reasoning(out).seal().append(seal);
        case Happening.ThoughtInHiding(_, var data) -> {
          close(out);
          reasoning(out).seal().append(data);
        }
        case Happening.Called called -> call(out, called);
        case Happening.Argued(_, var number, var json) -> argue(out, number, json);
        case Happening.Stopped(_, var why, _) -> reason = why;
        case Happening.Used(var tokens) -> usage = Optional.of(tokens);
        case Happening.Failed(var fault) -> {
          failed = true;
          ObjectNode event = event("error");
          event.put("code", fault.code().orElse(fault.kind())).put("message", fault.message());
          fault
              .parameter()
              .ifPresentOrElse(name -> event.put("param", name), () -> event.putNull("param"));
          out.event("error", event);
        }
      }
    }

    private void begin(Frames out, Happening.Begun begin) {
      begun = true;
      id = begin.id();
      response =
          ResponsesAnswers.envelope(
              id,
              begin.created() > 0 ? begin.created() : asked.now(),
              asked.model(begin.model()),
              asked);
      for (String type : new String[] {"response.created", "response.in_progress"}) {
        ObjectNode event = event(type);
        event.set("response", response.deepCopy());
        out.event(type, event);
      }
    }

    private ObjectNode event(String type) {
      return Json.object().put("type", type).put("sequence_number", sequence++);
    }

    private String name(String kind) {
      return kind + "_" + id + "_" + output.size();
    }

    private ObjectNode at(String type, String item) {
      return event(type).put("item_id", item).put("output_index", output.size());
    }

    private void say(Frames out, String text, Optional<JsonNode> logprobs) {
      Message message = message(out, "output_text");
      message.text().append(text);
      ObjectNode event =
          at("response.output_text.delta", message.id()).put("content_index", 0).put("delta", text);
      ArrayNode list = event.putArray("logprobs");
      logprobs.ifPresent(more -> {
        more.forEach(list::add);
        more.forEach(message.logprobs()::add);
      });
      out.event("response.output_text.delta", event);
    }

    private void decline(Frames out, String text) {
      Message message = message(out, "refusal");
      message.text().append(text);
      out.event(
          "response.refusal.delta",
          at("response.refusal.delta", message.id()).put("content_index", 0).put("delta", text));
    }

    private Message message(Frames out, String kind) {
      if (open instanceof Message message && message.kind().equals(kind)) {
        return message;
      }
      close(out);
      Message message =
          new Message(name("msg"), kind, new StringBuilder(), Json.object().putArray("logprobs"));
      open = message;
      ObjectNode item = ResponsesAnswers.message(message.id(), Json.object().putArray("content"));
      added(out, item.put("status", "in_progress"));
      part(out, "response.content_part.added", message);
      return message;
    }

    private void added(Frames out, ObjectNode item) {
      ObjectNode event = event("response.output_item.added").put("output_index", output.size());
      event.set("item", item);
      out.event("response.output_item.added", event);
    }

    private void part(Frames out, String type, Message message) {
      ObjectNode event = at(type, message.id()).put("content_index", 0);
      event.set("part", content(message));
      out.event(type, event);
    }

    private static ObjectNode content(Message message) {
      return message.kind().equals("refusal")
          ? Json.object().put("type", "refusal").put("refusal", message.text().toString())
          : ResponsesAnswers.text(
              message.text().toString(), Optional.of(message.logprobs().deepCopy()));
    }

    private void think(Frames out, String text) {
      Reasoning reasoning = reasoning(out);
      if (reasoning.text().isEmpty()) {
        summaryPart(out, "response.reasoning_summary_part.added", reasoning);
      }
      reasoning.text().append(text);
      out.event(
          "response.reasoning_summary_text.delta",
          at("response.reasoning_summary_text.delta", reasoning.id())
              .put("summary_index", 0)
              .put("delta", text));
    }

    private void summaryPart(Frames out, String type, Reasoning reasoning) {
      ObjectNode event = at(type, reasoning.id()).put("summary_index", 0);
      event.putObject("part").put("type", "summary_text").put("text", reasoning.text().toString());
      out.event(type, event);
    }

    private Reasoning reasoning(Frames out) {
      if (open instanceof Reasoning reasoning) {
        return reasoning;
      }
      close(out);
      Reasoning reasoning = new Reasoning(name("rs"), new StringBuilder(), new StringBuilder());
      open = reasoning;
      added(out, ResponsesAnswers.reasoning(reasoning.id(), "", ""));
      return reasoning;
    }

    private void call(Frames out, Happening.Called called) {
      close(out);
      Call call =
          new Call(name("fc"), called.call(), called.id(), called.name(), new StringBuilder());
      open = call;
      added(out, item(call).put("status", "in_progress"));
    }

    private static ObjectNode item(Call call) {
      return ResponsesAnswers.call(
          call.id(), new Part.ToolCall(call.callId(), call.name(), call.arguments().toString()));
    }

    private void argue(Frames out, int number, String json) {
      if (open instanceof Call call && call.number() == number) {
        call.arguments().append(json);
        out.event(
            "response.function_call_arguments.delta",
            at("response.function_call_arguments.delta", call.id()).put("delta", json));
      }
    }

    private void close(Frames out) {
      switch (open) {
        case None _ -> {
          return;
        }
        case Message message -> {
          boolean refusal = message.kind().equals("refusal");
          String type = refusal ? "response.refusal.done" : "response.output_text.done";
          ObjectNode event = at(type, message.id()).put("content_index", 0);
          event.put(refusal ? "refusal" : "text", message.text().toString());
          if (!refusal) {
            event.set("logprobs", message.logprobs().deepCopy());
          }
          out.event(type, event);
          part(out, "response.content_part.done", message);
          ArrayNode content = Json.object().putArray("content").add(content(message));
          done(out, ResponsesAnswers.message(message.id(), content));
        }
        case Reasoning reasoning -> {
          String text = reasoning.text().toString();
          if (!text.isEmpty()) {
            String type = "response.reasoning_summary_text.done";
            out.event(type, at(type, reasoning.id()).put("summary_index", 0).put("text", text));
            summaryPart(out, "response.reasoning_summary_part.done", reasoning);
          }
          done(out, ResponsesAnswers.reasoning(reasoning.id(), text, reasoning.seal().toString()));
        }
        case Call call -> {
          String type = "response.function_call_arguments.done";
          out.event(
              type,
              at(type, call.id())
                  .put("name", call.name())
                  .put("arguments", call.arguments().toString()));
          done(out, item(call));
        }
      }
      open = new None();
    }

    private void done(Frames out, ObjectNode item) {
      ObjectNode event = event("response.output_item.done").put("output_index", output.size());
      event.set("item", item);
      out.event("response.output_item.done", event);
      output.add(item);
    }

    @Override
    public void end(Frames out) {
      if (failed) {
        return;
      }
      if (!begun) {
        begin(out, new Happening.Begun("", "", 0));
      }
      close(out);
      response.set("output", output);
      ResponsesAnswers.end(response, reason);
      usage.ifPresent(tokens -> response.set("usage", UsageWire.responses(tokens)));
      String type =
          response.path("status").asString("").equals("incomplete")
              ? "response.incomplete"
              : "response.completed";
      ObjectNode event = event(type);
      event.set("response", response);
      out.event(type, event);
    }
  }
}
