package dev.asterism.wire.dialect;

import dev.asterism.chat.Usage;
import dev.asterism.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;

/// Adds a stream up to the whole answer.
final class Collector {

  private final Map<Integer, Growing> choices = new TreeMap<>();
  private String id = "";
  private String model = "";
  private long created;
  private Optional<Usage> usage = Optional.empty();

  /// One choice while it grows.
  private static final class Growing {
    private final List<Part> parts = new ArrayList<>();
    private final Map<Integer, Integer> calls = new LinkedHashMap<>();
    private final ArrayNode logprobs = Json.object().putArray("content");
    private StopReason reason = StopReason.DONE;
    private Optional<String> stopSequence = Optional.empty();

    private void add(Part part) {
      Part last = parts.isEmpty() ? new Part.Text("") : parts.getLast();
      Optional<Part> grown =
          switch (part) {
            case Part.Text(var text) when last instanceof Part.Text(var before) ->
                Optional.of(new Part.Text(before + text));
            case Part.Thinking(var text, var seal)
                when last instanceof Part.Thinking(var before, var signature)
                    && signature.isEmpty() ->
                Optional.of(new Part.Thinking(before + text, seal));
            case Part.Refusal(var text) when last instanceof Part.Refusal(var before) ->
                Optional.of(new Part.Refusal(before + text));
            case Part.Text _,
                Part.Thinking _,
                Part.Refusal _,
                Part.Image _,
                Part.File _,
                Part.Audio _,
                Part.ToolCall _,
                Part.ToolResult _,
                Part.HiddenThinking _ ->
                Optional.empty();
          };
      if (grown.isPresent() && !parts.isEmpty()) {
        parts.removeLast();
      }
      parts.add(grown.orElse(part));
    }

    private void argue(int call, String json) {
      int place = calls.getOrDefault(call, -1);
      if (place >= 0 && parts.get(place) instanceof Part.ToolCall before) {
        parts.set(place, new Part.ToolCall(before.id(), before.name(), before.arguments() + json));
      }
    }
  }

  void add(Happening happening) {
    switch (happening) {
      case Happening.Begun begun -> {
        id = begun.id();
        model = begun.model();
        created = begun.created();
      }
      case Happening.Said said -> {
        at(said.choice()).add(new Part.Text(said.text()));
        said.logprobs().ifPresent(list -> list.forEach(at(said.choice()).logprobs::add));
      }
      case Happening.Thought(var choice, var text) -> at(choice).add(new Part.Thinking(text, ""));
      case Happening.Signed(var choice, var seal) -> at(choice).add(new Part.Thinking("", seal));
      case Happening.ThoughtInHiding(var choice, var data) ->
          at(choice).add(new Part.HiddenThinking(data));
      case Happening.Declined(var choice, var text) -> at(choice).add(new Part.Refusal(text));
      case Happening.Called called -> {
        Growing growing = at(called.choice());
        growing.calls.put(called.call(), growing.parts.size());
        growing.parts.add(new Part.ToolCall(called.id(), called.name(), ""));
      }
      case Happening.Argued(var choice, var call, var json) -> at(choice).argue(call, json);
      case Happening.Stopped(var choice, var reason, var sequence) -> {
        at(choice).reason = reason;
        at(choice).stopSequence = sequence;
      }
      case Happening.Used(var tokens) -> usage = Optional.of(tokens);
      // What failed has no whole.
      case Happening.Failed _ -> {}
    }
  }

  private Growing at(int choice) {
    return choices.computeIfAbsent(choice, _ -> new Growing());
  }

  Answer answer() {
    return new Answer(
        id,
        model,
        created,
        choices.values().stream()
            .map(growing ->
                new Answer.Choice(
                    growing.parts,
                    growing.reason,
                    growing.stopSequence,
                    growing.logprobs.isEmpty() ? Optional.empty() : Optional.of(growing.logprobs)))
            .toList(),
        usage);
  }
}
