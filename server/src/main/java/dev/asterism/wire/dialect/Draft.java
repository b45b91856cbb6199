package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import dev.asterism.wire.CannotBeHad;
import dev.asterism.wire.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A [Conversation] while it is being read.
final class Draft {

  final List<Turn> turns = new ArrayList<>();
  final List<Tool> tools = new ArrayList<>();
  Optional<ToolChoice> toolChoice = Optional.empty();
  AnswerForm form = new AnswerForm.Text();
  boolean stream;
  boolean streamUsage;
  private final Map<Feature, Wish> wishes = new EnumMap<>(Feature.class);

  /// Reads a request by the table of its API.
  ///
  /// @throws BadRequest if it has a field that is not on the table, or one that cannot be right
  static Conversation read(Api api, List<Field> table, ObjectNode json) {
    Draft draft = new Draft();
    for (Map.Entry<String, JsonNode> property : json.properties()) {
      if (!property.getValue().isNull()) {
        field(table, property.getKey()).canon().read(draft, property.getKey(), property.getValue());
      }
    }
    if (draft.turns.stream().allMatch(turn -> turn.speaker().instructs())) {
      String field =
          switch (api) {
            case RESPONSES -> "input";
            case GENERATE -> "contents";
            default -> "messages";
          };
      throw new BadRequest(field, "'" + field + "' must hold at least one message.");
    }
    return new Conversation(
        Json.text(json, "model", "model"),
        draft.stream,
        draft.streamUsage,
        draft.turns,
        draft.tools,
        draft.toolChoice,
        draft.form,
        draft.wishes);
  }

  private static Field field(List<Field> table, String name) {
    return table.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  static CannotBeHad unknown(String path) {
    return new CannotBeHad(
        path,
        "'%s' is not a field that can be translated for the provider of this model, which speaks another dialect."
            .formatted(path));
  }

  /// Remembers where something was first asked for.
  void wish(Feature feature, String path, JsonNode value) {
    wishes.putIfAbsent(feature, new Wish(path, value));
  }

  void wish(Feature feature, String path) {
    wish(feature, path, Json.object());
  }

  /// Forgets what another field asks for more exactly.
  void forget(Feature feature) {
    wishes.remove(feature);
  }

  Map<Feature, Wish> wishes() {
    return wishes;
  }

  /// Adds instructions; those that come after other words ask for something of their own.
  ///
  /// @param path where they are said to be instructions
  void instruct(String path, Turn turn) {
    if (turns.stream().anyMatch(before -> !before.speaker().instructs())) {
      wish(Feature.LATE_INSTRUCTIONS, path);
    }
    turns.add(turn);
  }

  /// Adds parts to the last turn where the same speaker goes on, else as a new turn.
  void goOn(Turn.Speaker speaker, List<Part> parts) {
    if (!turns.isEmpty() && turns.getLast().speaker() == speaker) {
      List<Part> all = new ArrayList<>(turns.removeLast().parts());
      all.addAll(parts);
      turns.add(new Turn(speaker, all));
    } else {
      turns.add(new Turn(speaker, parts));
    }
  }
}
