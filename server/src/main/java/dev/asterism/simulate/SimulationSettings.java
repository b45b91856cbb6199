package dev.asterism.simulate;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What to simulate.
///
/// @param outcomes a file or a folder
/// @param models stages, cheapest first, models of one stage joined by `+`; empty for all of a file
///   that has two
/// @param trainShare share of the questions to learn from, in (0, 1)
/// @param trainLabels how many to learn from, where that is said instead
/// @param within quality that may be lost against the best single model
/// @param budget what a question may cost on the mean, in US dollars, or in calls of the strong
///   model where costs were not recorded; where given, the best setting for that much is asked for,
///   whatever `within` says
/// @param eps risk allowed to an answer kept from the strong model, in (0, 1)
/// @param verified whether answers can be checked, as code can by its tests
/// @param seed of the first split
/// @param seeds how many splits
public record SimulationSettings(
    Path outcomes,
    Kind kind,
    List<String> models,
    double trainShare,
    OptionalInt trainLabels,
    double within,
    OptionalDouble budget,
    double eps,
    boolean verified,
    long seed,
    int seeds) {

  public SimulationSettings {
    models = List.copyOf(models);
  }

  int labels(int questions) {
    int wanted = trainLabels.orElse((int) Math.round(trainShare * questions));
    return Math.clamp(wanted, 5, questions - 5);
  }
}
