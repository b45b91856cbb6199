package dev.asterism.train;

import dev.asterism.chat.Label;
import dev.asterism.cost.UsageEstimate;
import dev.asterism.dataset.Dataset;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a teacher answers beside the label itself: its spelling, and the tokens it uses.
final class Manner {

  private Manner() {}

  /// Each label as the teacher wrote it most often.
  static List<String> surfaces(Dataset dataset) {
    Map<Label, Map<String, Integer>> counts = new HashMap<>();
    for (Example example : dataset.examples()) {
      if (!example.surface().isEmpty()) {
        counts
            .computeIfAbsent(example.reference().orElseThrow(), _ -> new HashMap<>())
            .merge(example.surface(), 1, Integer::sum);
      }
    }
    return dataset.labels().stream()
        .map(label ->
            counts.getOrDefault(label, Map.of()).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(label.display()))
        .toList();
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
