package dev.asterism.gateway;

import dev.asterism.cost.Price;
import dev.asterism.guard.Budgets;
import dev.asterism.provider.Upstream;
import dev.asterism.student.LiveStudents;
import dev.asterism.task.Sighting;
import dev.asterism.task.Templates;
import dev.asterism.trace.Recorder;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// All that a request meets on its way.
///
/// @param templates those that are known at the moment
/// @param prices a model's price, where it is known
/// @param coin uniform in [0, 1), from a seeded source
/// @param budgets what may be spent on models
public record Surroundings(
    Providers providers,
    Upstream upstream,
    LiveStudents students,
    Supplier<Templates> templates,
    Recorder recorder,
    Function<String, Optional<Price>> prices,
    DoubleSupplier coin,
    InstantSource clock,
    GatewayEvents events,
    FeedbackSink feedback,
    Archive archive,
    ClientLimits limits,
    Budgets budgets) {

  /// {@return whether the coin says to put an answered request to its teacher once more}
  boolean repeats(List<Sighting> sightings) {
    double most =
        sightings.stream()
            .mapToDouble(sighting -> students.repeating(sighting.task().id()))
            .max()
            .orElse(0);
    return most > 0 && coin.getAsDouble() < most;
  }
}
