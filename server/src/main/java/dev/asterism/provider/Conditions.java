package dev.asterism.provider;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The condition of each provider, by its name.
public final class Conditions {

  private final Map<String, Condition> known = new ConcurrentHashMap<>();

  public Condition of(Provider provider) {
    return known.computeIfAbsent(provider.name(), _ -> new Condition(provider));
  }
}
