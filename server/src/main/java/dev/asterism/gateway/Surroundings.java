package dev.asterism.gateway;

import dev.asterism.cost.Price;
import dev.asterism.provider.Upstream;
import dev.asterism.student.LiveStudents;
import dev.asterism.trace.Recorder;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/// All that a request meets on its way.
///
/// @param prices a model's price, where it is known
/// @param coin uniform in [0, 1), from a seeded source
/// @param bodyLimit the largest request body, in bytes
public record Surroundings(
    Providers providers,
    Upstream upstream,
    LiveStudents students,
    Recorder recorder,
    Function<String, Optional<Price>> prices,
    DoubleSupplier coin,
    InstantSource clock,
    GatewayEvents events,
    FeedbackSink feedback,
    int bodyLimit) {}
