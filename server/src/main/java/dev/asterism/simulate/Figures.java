package dev.asterism.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Figures by name, each with its value on every seed. Dots in a name stand for nesting.
final class Figures {

  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  void add(String name, double value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  /// {@return all names with the values of each seed, in the order of their coming}
  Map<String, List<Double>> values() {
    return values;
  }

  /// {@return the mean over the seeds; empty where the figure does not exist or is no number}
  OptionalDouble mean(String name) {
    OptionalDouble mean =
        values.getOrDefault(name, List.of()).stream().mapToDouble(value -> value).average();
    return mean.stream().filter(Double::isFinite).findFirst();
  }

  double least(String name) {
    return values.getOrDefault(name, List.of()).stream().mapToDouble(v -> v).min().orElse(0);
  }

  double greatest(String name) {
    return values.getOrDefault(name, List.of()).stream().mapToDouble(v -> v).max().orElse(0);
  }
}
