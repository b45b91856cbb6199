package dev.asterism.task;

import java.util.ArrayList;
import java.util.List;

/// What the slots of a template are called: by the last words before them, as people name a field.
///
/// @param names one for each slot, in order
record Slots(List<String> names) {

  private static final int LONGEST_NAME = 40;

  Slots {
    names = List.copyOf(names);
  }

  static Slots of(Template template) {
    List<String> names = new ArrayList<>();
    for (Turn turn : template.turns()) {
      for (String constant : turn.constants().subList(0, turn.slots())) {
        names.add(name(constant, names.size() + 1));
      }
    }
    return new Slots(names);
  }

  /// The last of the lines and sentences before a slot that has a word in it.
  private static String name(String before, int place) {
    String name = "slot " + place;
    for (String words : before.split("[\\n.?!]+", -1)) {
      int begin = Math.max(0, words.length() - LONGEST_NAME);
      int end = words.length();
      while (end > begin && !Character.isLetterOrDigit(words.charAt(end - 1))) {
        end--;
      }
      while (begin < end && !Character.isLetterOrDigit(words.charAt(begin))) {
        begin++;
      }
      name = begin == end ? name : words.substring(begin, end);
    }
    return name;
  }

  /// {@return the values as one text: the value itself where there is one, else each on its own
  /// lines behind its slot's name}
  String input(List<String> values) {
    if (values.size() == 1) {
      return values.getFirst();
    }
    StringBuilder input = new StringBuilder();
    for (int slot = 0; slot < values.size(); slot++) {
      input.append(slot == 0 ? "" : "\n").append(names.get(slot)).append(": ");
      input.append(values.get(slot));
    }
    return input.toString();
  }

  /// {@return the template as a person reads it, with the slots' names in braces}
  String spell(Template template) {
    List<String> named = names.stream().map(name -> "{" + name + "}").toList();
    StringBuilder text = new StringBuilder();
    for (var message : template.render(named)) {
      text.append(text.isEmpty() ? "" : "\n\n").append(message.text());
    }
    return text.toString();
  }
}
