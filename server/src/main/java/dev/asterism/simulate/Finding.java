package dev.asterism.simulate;

import dev.asterism.stats.CostQuality.Point;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was found on one set of outcomes.
///
/// @param name of the set
/// @param models stage by stage
/// @param dollars whether costs are money; else they are calls of the strong model
/// @param curve cost and quality of the policy, from cheap to dear, mean over the seeds
/// @param marks other ways of answering, by name
record Finding(
    String name,
    List<String> models,
    int labels,
    int judged,
    boolean dollars,
    Figures figures,
    List<Point> curve,
    Map<String, Point> marks) {

  Finding {
    models = List.copyOf(models);
    curve = List.copyOf(curve);
    marks = new LinkedHashMap<>(marks);
  }
}
