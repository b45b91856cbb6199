package dev.asterism.estimate;

import java.util.HashMap;
import java.util.Map;

/// How often an answer that leads a vote was good, answer by answer.
///
/// Where answers recur ("yes", "B"), a model may be right whenever it says one of them and wrong
/// whenever it says another.
final class Habit {

  private final Map<String, int[]> counts = new HashMap<>();
  private int good;
  private int all;

  void add(String answer, boolean isGood) {
    count(answer, isGood, 1);
  }

  void remove(String answer, boolean isGood) {
    count(answer, isGood, -1);
  }

  /// {@return the log-odds that the answer is good beside those of any answer, with two answers'
  /// worth of prior; 0 for one that was never seen}
  double logOdds(String answer) {
    int[] seen = counts.getOrDefault(answer, new int[2]);
    double usual = (good + 1.0) / (all + 2.0);
    double chance = (seen[0] + 2 * usual) / (seen[1] + 2.0);
    return logit(chance) - logit(usual);
  }

  private void count(String answer, boolean isGood, int times) {
    int[] seen = counts.computeIfAbsent(answer, _ -> new int[2]);
    seen[0] += isGood ? times : 0;
    seen[1] += times;
    good += isGood ? times : 0;
    all += times;
  }

  static double logit(double p) {
    double inside = Math.clamp(p, 0.001, 0.999);
    return Math.log(inside / (1 - inside));
  }
}
