package dev.asterism.stats;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/// What ways of answering cost and how good they are (Hu et al. 2024, RouterBench, arXiv
/// 2403.12031).
///
/// @param points in any order, at least one
public record CostQuality(List<Point> points) {

  /// @param cost of a question on the mean, at least 0, in any unit
  /// @param quality the mean, in [0, 1]
  public record Point(double cost, double quality) {}

  public CostQuality {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("needs a point");
    }
  }

  /// {@return the non-decreasing convex hull from the cheapest to the dearest point: what can be
  /// had by choosing between two ways at random}
  public List<Point> hull() {
    List<Point> byCost = new ArrayList<>(points);
    byCost.sort(Comparator.comparingDouble(Point::cost).thenComparingDouble(p -> -p.quality()));
    Deque<Point> hull = new ArrayDeque<>();
    double best = Double.NEGATIVE_INFINITY;
    for (Point point : byCost) {
      if (point.quality() <= best) {
        continue;
      }
      best = point.quality();
      while (hull.size() > 1 && isBelow(hull, point)) {
        hull.removeLast();
      }
      hull.addLast(point);
    }
    return List.copyOf(hull);
  }

  /// {@return AIQ: the hull's mean height between the least and the greatest cost}
  ///
  /// Beyond its best point the hull is flat: whoever pays more gets no less.
  public double aiq() {
    List<Point> hull = hull();
    double most = points.stream().mapToDouble(Point::cost).max().orElse(0);
    double from = hull.getFirst().cost();
    if (most <= from) {
      return hull.getLast().quality();
    }
    double area = (most - hull.getLast().cost()) * hull.getLast().quality();
    for (int i = 1; i < hull.size(); i++) {
      Point left = hull.get(i - 1);
      Point right = hull.get(i);
      area += (right.cost() - left.cost()) * (left.quality() + right.quality()) / 2;
    }
    return area / (most - from);
  }

  private static boolean isBelow(Deque<Point> hull, Point next) {
    Point last = hull.removeLast();
    Point before = hull.getLast();
    hull.addLast(last);
    return (last.quality() - before.quality()) * (next.cost() - before.cost())
        <= (next.quality() - before.quality()) * (last.cost() - before.cost());
  }
}
