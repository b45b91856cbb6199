package dev.asterism.server;

import dev.asterism.perform.Standings;
import dev.asterism.policy.Recall;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What is proved of semantic caches and cascades at the moment: written by [ThresholdSchedule],
/// read by every request without a lock.
final class ProvedThresholds implements Standings {

  private static final Standing FRESH = new Standing(1, Recall.UNPROVED);

  private final Map<String, Standing> byScope = new ConcurrentHashMap<>();

  void know(String scope, Standing standing) {
    byScope.put(scope, standing);
  }

  /// Of what is forgotten nothing is proved.
  void forget(String scope) {
    byScope.remove(scope);
  }

  @Override
  public Standing of(String scope) {
    return byScope.getOrDefault(scope, FRESH);
  }
}
