package dev.asterism.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Quality against the share of questions that went to the strong model (Ong et al. 2024, RouteLLM,
/// arXiv 2406.18665).
///
/// @param points by rising share; the first is the weak side alone, the last the strong model alone
public record DeferralCurve(List<Point> points) {

  private static final int BINS = 10;

  /// @param share of questions that went to the strong model, in [0, 1]
  /// @param quality the mean over all questions, in [0, 1]
  public record Point(double share, double quality) {}

  /// @throws IllegalArgumentException unless the points reach from a share of 0 to one of 1
  public DeferralCurve {
    points = points.stream().sorted(Comparator.comparingDouble(Point::share)).toList();
    if (points.size() < 2 || points.getFirst().share() != 0 || points.getLast().share() != 1) {
      throw new IllegalArgumentException("a deferral curve reaches from a share of 0 to one of 1");
    }
  }

  /// {@return the curve of sending on the questions with the greatest gain first}
  ///
  /// @param gains what is expected of sending each question on; equal ones go in their order
  /// @param weak how good the weak side's answer is
  /// @param strong how good the strong model's answer is
  public static DeferralCurve of(double[] gains, double[] weak, double[] strong) {
    List<Integer> order = new ArrayList<>();
    double quality = 0;
    for (int i = 0; i < gains.length; i++) {
      order.add(i);
      quality += weak[i];
    }
    order.sort(Comparator.comparingDouble(i -> -gains[i]));
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, quality / gains.length));
    for (int sent = 1; sent <= gains.length; sent++) {
      int question = order.get(sent - 1);
      quality += strong[question] - weak[question];
      points.add(new Point((double) sent / gains.length, quality / gains.length));
    }
    return new DeferralCurve(points);
  }

  /// {@return the quality at a share, between points on a straight line}
  public double qualityAt(double share) {
    int low = 0;
    int high = points.size() - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (points.get(middle).share() <= share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    Point left = points.get(low);
    Point right = points.get(high);
    double width = right.share() - left.share();
    double part = width == 0 ? 1 : Math.clamp((share - left.share()) / width, 0, 1);
    return left.quality() + part * (right.quality() - left.quality());
  }

  /// {@return the performance gap recovered: 0 for the weak side's quality, 1 for the strong
  /// model's; NaN where they are equal}
  public double recovered(double quality) {
    double weak = points.getFirst().quality();
    return (quality - weak) / (points.getLast().quality() - weak);
  }

  /// {@return APGR: the area under the gap recovered, by trapezoids over eleven shares, as
  /// RouteLLM's own code does}
  public double apgr() {
    double sum = 0;
    for (int bin = 0; bin <= BINS; bin++) {
      double weight = bin == 0 || bin == BINS ? 0.5 : 1;
      sum += weight * recovered(qualityAt((double) bin / BINS));
    }
    return sum / BINS;
  }

  /// {@return CPT: the least share that recovers so much of the gap, by lines between eleven
  /// shares; 1 where only the strong model alone does}
  ///
  /// @param part of the gap, in (0, 1]
  public double callsFor(double part) {
    double before = recovered(qualityAt(0));
    for (int bin = 1; bin <= BINS; bin++) {
      double now = recovered(qualityAt((double) bin / BINS));
      if (now >= part) {
        double within = now == before ? 1 : Math.clamp((part - before) / (now - before), 0, 1);
        return (bin - 1 + within) / BINS;
      }
      before = now;
    }
    return 1;
  }
}
