package dev.asterism.wire.dialect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request in the neutral language.
///
/// @param streamUsage whether a stream is to end with its usage
/// @param wishes all that it asks beyond turns, tools and form, and where each was first asked
record Conversation(
    String model,
    boolean stream,
    boolean streamUsage,
    List<Turn> turns,
    List<Tool> tools,
    Optional<ToolChoice> toolChoice,
    AnswerForm form,
    Map<Feature, Wish> wishes) {

  Conversation {
    turns = List.copyOf(turns);
    tools = List.copyOf(tools);
    wishes = Map.copyOf(wishes);
  }

  /// {@return how many tokens the model may think in; 0 where the request does not say}
  long thinkingBudget() {
    Wish wish = wishes.get(Feature.THINKING_BUDGET);
    return wish == null ? 0 : wish.value().asLong(0);
  }

  /// {@return the same, asked of a model by the name that its provider has for it}
  Conversation of(String name) {
    return new Conversation(name, stream, streamUsage, turns, tools, toolChoice, form, wishes);
  }
}
