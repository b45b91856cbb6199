package dev.asterism.task;

import dev.asterism.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One message of a template: constant pieces of text with slots between them.
///
/// @param constants at least one; n + 1 pieces stand around n slots. The first and the last may be
///   empty, where a slot begins or ends the message
public record Turn(Role role, List<String> constants) {

  /// Texts that are longer are not searched for pieces between two slots, so that no text, however
  /// it was made up, costs more than a millisecond.
  private static final int LONGEST_SEARCHED = 1 << 18;

  public Turn {
    constants = List.copyOf(constants);
    if (constants.isEmpty()) {
      throw new IllegalArgumentException("a turn has at least one constant piece");
    }
    for (int piece = 1; piece < constants.size() - 1; piece++) {
      if (constants.get(piece).isEmpty()) {
        throw new IllegalArgumentException("two slots have a constant piece between them");
      }
    }
  }

  /// {@return how many slots there are}
  public int slots() {
    return constants.size() - 1;
  }

  /// {@return the slots' values in a text of this turn; empty where the text is no text of it, or
  /// where a slot's value holds a constant piece, so that it could be read in two ways}
  public Optional<List<String>> match(String text) {
    if (slots() == 0) {
      return text.equals(constants.getFirst()) ? Optional.of(List.of()) : Optional.empty();
    }
    int begin = constants.getFirst().length();
    int end = text.length() - constants.getLast().length();
    if (end < begin
        || !text.startsWith(constants.getFirst())
        || !text.endsWith(constants.getLast())) {
      return Optional.empty();
    }
    return slots() == 1
        ? Optional.of(List.of(text.substring(begin, end)))
        : between(text, begin, end);
  }

  /// All ways to place the pieces lie between the leftmost and the rightmost one: where those are
  /// the same there is one way only.
  private Optional<List<String>> between(String text, int begin, int end) {
    if (text.length() > LONGEST_SEARCHED) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    int from = begin;
    for (String piece : constants.subList(1, slots())) {
      int at = text.indexOf(piece, from, end);
      if (at < 0) {
        return Optional.empty();
      }
      values.add(text.substring(from, at));
      from = at + piece.length();
    }
    values.add(text.substring(from, end));
    return isRightmost(text, begin, end, values) ? Optional.of(values) : Optional.empty();
  }

  private boolean isRightmost(String text, int begin, int end, List<String> values) {
    int to = end;
    for (int piece = slots() - 1; piece > 0; piece--) {
      int length = constants.get(piece).length();
      int at = text.lastIndexOf(constants.get(piece), to - length);
      if (at < begin || to - at - length != values.get(piece).length()) {
        return false;
      }
      to = at;
    }
    return true;
  }

  /// {@return the text that these values of the slots give}
  String render(List<String> values) {
    StringBuilder text = new StringBuilder(constants.getFirst());
    for (int slot = 0; slot < slots(); slot++) {
      text.append(values.get(slot)).append(constants.get(slot + 1));
    }
    return text.toString();
  }
}
