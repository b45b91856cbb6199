package dev.asterism.train;

import dev.asterism.chat.Spelling;
import dev.asterism.chat.Value;
import dev.asterism.student.Style;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Learns how a teacher writes its JSON: the way that gives most of its answers letter by letter.
final class Writing {

  /// So many of the newest answers show how the teacher writes.
  private static final int SAMPLE = 300;

  private static final List<String> AROUND_OPEN = List.of("", "```json\n", "```\n");
  private static final List<String> AROUND_CLOSE = List.of("", "\n```", "\n```");

  private Writing() {}

  static Style of(List<Example> examples) {
    List<String> surfaces =
        examples.stream()
            .map(example -> example.surface().strip())
            .filter(surface -> !surface.isEmpty())
            .toList();
    List<String> sample = surfaces.subList(Math.max(0, surfaces.size() - SAMPLE), surfaces.size());
    List<List<String>> keys = new ArrayList<>();
    sample.forEach(surface -> keys(Value.ofAnswer(surface), keys));
    List<String> order = Precedence.of(keys, Comparator.naturalOrder());
    Style best = new Style("", Spelling.CANONICAL.ordered(order), "");
    long most = -1;
    for (Style style : styles(order)) {
      long same =
          sample.stream()
              .filter(surface -> style.write(Value.ofAnswer(surface)).equals(surface))
              .count();
      if (same > most) {
        most = same;
        best = style;
      }
    }
    return best;
  }

  private static List<Style> styles(List<String> order) {
    List<Style> styles = new ArrayList<>();
    for (int around = 0; around < AROUND_OPEN.size(); around++) {
      for (boolean ascii : new boolean[] {false, true}) {
        for (Spelling spelling :
            List.of(
                new Spelling("", "", 0, ascii, order),
                new Spelling(" ", " ", 0, ascii, order),
                new Spelling("", " ", 0, ascii, order),
                new Spelling(" ", "", 2, ascii, order),
                new Spelling(" ", "", 4, ascii, order))) {
          styles.add(new Style(AROUND_OPEN.get(around), spelling, AROUND_CLOSE.get(around)));
        }
      }
    }
    return styles;
  }

  private static void keys(Value value, List<List<String>> keys) {
    switch (value) {
      case Value.Fields(var fields) -> {
        keys.add(List.copyOf(fields.keySet()));
        fields.values().forEach(inner -> keys(inner, keys));
      }
      case Value.Many(var items) -> items.forEach(item -> keys(item, keys));
      case Value.Text _, Value.Numeric _, Value.Truth _, Value.Nothing _ -> {
        // No keys.
      }
    }
  }
}
