package dev.asterism.train;

import dev.asterism.chat.Label;
import dev.asterism.cost.UsageEstimate;
import dev.asterism.dataset.Dataset;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a teacher answers beside the label itself: its spelling, and the tokens it uses.
final class Manner {

  private Manner() {}

  /// Each label as the teacher wrote it most often. One that it never wrote, as it comes from
  /// feedback on another answer, is worded as the others are.
  static List<String> surfaces(Dataset dataset) {
    Map<Label, String> literal = commonest(dataset, true);
    Map<Label, String> any = commonest(dataset, false);
    return dataset.labels().stream()
        .map(label ->
            Optional.ofNullable(literal.get(label))
                .or(() -> worded(label, literal))
                .orElse(any.getOrDefault(label, label.display())))
        .toList();
  }

  /// @param literal whether only answers count in which the label itself is written
  private static Map<Label, String> commonest(Dataset dataset, boolean literal) {
    Map<Label, Map<String, Integer>> counts = new LinkedHashMap<>();
    for (Example example : dataset.examples()) {
      Label label = example.reference().orElseThrow();
      String surface = example.surface();
      if (!surface.isEmpty() && (!literal || place(surface, label) >= 0)) {
        counts.computeIfAbsent(label, _ -> new HashMap<>()).merge(surface, 1, Integer::sum);
      }
    }
    Map<Label, String> commonest = new LinkedHashMap<>();
    counts.forEach((label, surfaces) ->
        commonest.put(
            label, Collections.max(surfaces.entrySet(), Map.Entry.comparingByValue()).getKey()));
    return commonest;
  }

  /// Where a label stands in an answer, in capitals or not; below 0 where it does not.
  private static int place(String surface, Label label) {
    int at = surface.length() - label.display().length();
    while (at >= 0
        && !surface.regionMatches(true, at, label.display(), 0, label.display().length())) {
      at--;
    }
    return at;
  }

  /// A label that JSON would have to escape is not put into another one's answer.
  private static Optional<String> worded(Label label, Map<Label, String> literal) {
    boolean plain = label.display().chars().noneMatch(c -> c == '"' || c == '\\' || c < ' ');
    return literal.entrySet().stream()
        .filter(_ -> plain)
        .findFirst()
        .map(other -> {
          int at = place(other.getValue(), other.getKey());
          return other.getValue().substring(0, at)
              + label.display()
              + other.getValue().substring(at + other.getKey().display().length());
        });
  }

  /// Input tokens by least squares on the input's length; output tokens by each label's mean.
  static List<UsageEstimate> usages(Dataset dataset) {
    UsageEstimate all = usage(dataset.examples());
    Map<Label, double[]> byLabel = new HashMap<>();
    for (Example example : dataset.examples()) {
      if (example.inputTokens() > 0) {
        double[] mean =
            byLabel.computeIfAbsent(example.reference().orElseThrow(), _ -> new double[2]);
        mean[0] += example.outputTokens();
        mean[1]++;
      }
    }
    List<UsageEstimate> usages = new ArrayList<>();
    for (Label label : dataset.labels()) {
      double[] mean = byLabel.getOrDefault(label, new double[] {all.output(), 1});
      usages.add(new UsageEstimate(all.inputBase(), all.inputPerCharacter(), mean[0] / mean[1]));
    }
    return usages;
  }

  /// {@return the same for all answers together}
  static UsageEstimate usage(List<Example> examples) {
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    double outputs = 0;
    for (Example example : examples) {
      if (example.inputTokens() > 0) {
        double x = example.input().length();
        double y = example.inputTokens();
        n++;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
        outputs += example.outputTokens();
      }
    }
    double spread = n * sxx - sx * sx;
    double slope = spread <= 0 ? 0 : Math.max(0, (n * sxy - sx * sy) / spread);
    double base = n == 0 ? 0 : Math.max(0, (sy - slope * sx) / n);
    return new UsageEstimate(base, slope, n == 0 ? 0 : outputs / n);
  }

  /// {@return output tokens of each character that the teacher writes}
  static double outputPerCharacter(List<Example> examples) {
    double tokens = 0;
    double characters = 0;
    for (Example example : examples) {
      if (example.inputTokens() > 0) {
        tokens += example.outputTokens();
        characters += example.surface().length();
      }
    }
    return characters == 0 ? 0 : tokens / characters;
  }
}
