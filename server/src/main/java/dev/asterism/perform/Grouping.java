package dev.asterism.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Which answers say the same in other words, as a judge tells it.
///
/// @param groups places of answers, from 0, each in one group
record Grouping(List<List<Integer>> groups) {

  private static final Pattern LINE = Pattern.compile("[0-9]{1,3}(?:[ ,]+[0-9]{1,3})*");

  Grouping {
    groups = groups.stream().map(List::copyOf).toList();
  }

  /// {@return how a judge groups so many answers; empty where it says anything but each of their
  /// numbers once, a group a line}
  static Optional<Grouping> read(String text, int answers) {
    List<List<Integer>> groups = new ArrayList<>();
    for (String line : text.strip().split("\\R", -1)) {
      if (!LINE.matcher(line.strip()).matches()) {
        return Optional.empty();
      }
      groups.add(
          Pattern.compile("[ ,]+")
              .splitAsStream(line.strip())
              .map(number -> Integer.parseInt(number) - 1)
              .toList());
    }
    List<Integer> all = groups.stream().flatMap(List::stream).sorted().toList();
    return all.equals(IntStream.range(0, answers).boxed().toList())
        ? Optional.of(new Grouping(groups))
        : Optional.empty();
  }
}
