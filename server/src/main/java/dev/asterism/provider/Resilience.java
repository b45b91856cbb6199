package dev.asterism.provider;

import java.util.List;

/// How a provider is asked so that its faults stay its own.
///
/// @param others endpoints beside the provider's first
/// @param retries how often, and when, it is asked again
/// @param breaking when it is not asked for a while
public record Resilience(List<Endpoint> others, Retries retries, Circuit.Settings breaking) {

  public static final Resilience DEFAULT =
      new Resilience(List.of(), Retries.DEFAULT, Circuit.Settings.DEFAULT);

  public Resilience {
    others = List.copyOf(others);
  }
}
