package dev.asterism.task;

import dev.asterism.chat.Message;
import dev.asterism.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the messages of a recurring request have in common: constant text, and slots whose values
/// differ from request to request.
///
/// Exact: a conversation with any other constant text, or other roles, has no values here.
///
/// @param turns at least one with a slot, the last of them the user's
public record Template(List<Turn> turns) {

  public Template {
    turns = List.copyOf(turns);
    if (turns.stream().noneMatch(turn -> turn.slots() > 0)) {
      throw new IllegalArgumentException("a template has at least one slot");
    }
    if (turns.getLast().role() != Role.USER) {
      throw new IllegalArgumentException("a template ends with a message of the user");
    }
  }

  /// {@return the values of all slots, in order; empty where the messages are not of this template}
  public Optional<List<String>> match(List<Message> messages) {
    if (messages.size() != turns.size()) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      Optional<List<String>> found =
          turn.role() == messages.get(i).role()
              ? turn.match(messages.get(i).text())
              : Optional.empty();
      if (found.isEmpty()) {
        return Optional.empty();
      }
      values.addAll(found.get());
    }
    return Optional.of(values);
  }

  /// {@return the messages that these values of the slots give}
  ///
  /// @param values one for each slot, in order
  public List<Message> render(List<String> values) {
    List<Message> messages = new ArrayList<>();
    int from = 0;
    for (Turn turn : turns) {
      List<String> mine = values.subList(from, from + turn.slots());
      messages.add(new Message(turn.role(), turn.render(mine)));
      from += turn.slots();
    }
    return messages;
  }

  public int slots() {
    return turns.stream().mapToInt(Turn::slots).sum();
  }

  /// {@return how many characters are constant}
  public int constantLength() {
    return turns.stream().flatMap(turn -> turn.constants().stream()).mapToInt(String::length).sum();
  }

  /// {@return whether every request of another template is one of this as well}
  public boolean covers(Template other) {
    // No constant piece holds the character NUL, so a slot's value is all that can.
    return match(other.render(java.util.Collections.nCopies(other.slots(), "\0"))).isPresent();
  }
}
