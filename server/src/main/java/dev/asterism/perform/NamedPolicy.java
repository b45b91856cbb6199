package dev.asterism.perform;

import java.time.Duration;
import java.util.Optional;

/// A policy that clients ask by its name, as if it were a model.
///
/// @param name without the prefix
/// @param patience how long a model may take that others can stand in for
/// @param caching how long an answer is given again to the same request; empty for never
public record NamedPolicy(
    String name, Manner manner, Duration patience, Optional<Caching> caching) {

  /// What the names of policies begin with where models are named.
  public static final String PREFIX = "asterism/";

  /// Follows the default policy.
  public static final String AUTO = "auto";

  /// What is kept of answers.
  ///
  /// @param age how long
  /// @param always also for requests that leave the temperature to the model, whose answers vary
  public record Caching(Duration age, boolean always) {}

  /// {@return whether a model's name is that of a policy}
  public static boolean isNamedBy(String model) {
    return model.startsWith(PREFIX);
  }

  /// {@return the name by which clients ask for it}
  public String model() {
    return PREFIX + name;
  }
}
