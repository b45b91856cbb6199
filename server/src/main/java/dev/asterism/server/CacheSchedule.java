package dev.asterism.server;

import dev.asterism.perform.NamedPolicy;
import dev.asterism.perform.Standings.Standing;
import dev.asterism.policy.Recall;
import dev.asterism.promote.CacheEvidence;
import dev.asterism.prove.Prover;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoredComparison;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Proves, off the path, from which likeness on semantic caches may answer, and takes that back
/// where audits fail.
///
/// Only what is in the store counts, so a restart comes to the same at once, and a crash loses
/// nothing that was counted.
final class CacheSchedule implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(CacheSchedule.class.getName());
  private static final int AT_ONCE = 10_000;

  /// Scopes beyond these, the longest silent first, have to prove themselves again.
  private static final int MOST_SCOPES = 2_000;

  private final SqliteStore store;
  private final ProvedCaches caches;
  private final Map<String, NamedPolicy.Similar> settings = new HashMap<>();
  private final Map<NamedPolicy.Similar, Prover> provers = new HashMap<>();
  private final Map<String, Scope> scopes = new Recent();
  private final Lookout lookout;
  private long cursor;
  private volatile List<Report> reports = List.of();

  private record Scope(String policy, CacheEvidence evidence) {}

  private final class Recent extends LinkedHashMap<String, Scope> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Scope> eldest) {
      boolean many = size() > MOST_SCOPES;
      if (many) {
        caches.forget(eldest.getKey());
      }
      return many;
    }
  }

  /// How one scope's cache stands.
  ///
  /// @param trials comparisons of this attempt
  /// @param threshold from which it answers; empty where it does not
  /// @param n comparisons at that likeness or nearer that the proof counts
  /// @param k how many of them differed
  /// @param audits answers that would have been given, and were held against the policy's
  /// @param failed how many of them differed
  record Report(
      String policy,
      String scope,
      int attempt,
      int trials,
      OptionalDouble threshold,
      int n,
      int k,
      int audits,
      int failed,
      double lower,
      double upper) {}

  CacheSchedule(SqliteStore store, ProvedCaches caches, List<NamedPolicy> policies) {
    this.store = store;
    this.caches = caches;
    this.lookout = new Lookout(store, "caches", this::learn);
    policies.forEach(policy ->
        policy
            .caching()
            .flatMap(NamedPolicy.Caching::similar)
            .ifPresent(similar -> settings.put(policy.name(), similar)));
  }

  /// Reads what is known from before; then looks at what is new.
  ///
  /// @param every how long is waited between two looks
  void start(Duration every) {
    if (!settings.isEmpty()) {
      lookout.look();
      lookout.start(every, every);
    }
  }

  private void learn() {
    Set<String> changed = new LinkedHashSet<>();
    List<StoredComparison> fresh = store.comparisons(cursor, AT_ONCE);
    while (!fresh.isEmpty()) {
      for (StoredComparison one : fresh) {
        cursor = one.number();
        scope(one)
            .ifPresent(scope -> {
              add(scope, one);
              changed.add(one.comparison().scope());
            });
      }
      fresh = store.comparisons(cursor, AT_ONCE);
    }
    changed.forEach(this::publish);
    reports = scopes.entrySet().stream().map(it -> report(it.getKey(), it.getValue())).toList();
  }

  private Optional<Scope> scope(StoredComparison one) {
    String policy = one.comparison().policy();
    return Optional.ofNullable(settings.get(policy))
        .map(similar ->
            scopes.computeIfAbsent(
                one.comparison().scope(), _ -> new Scope(policy, evidence(similar))));
  }

  private CacheEvidence evidence(NamedPolicy.Similar similar) {
    Prover prover =
        provers.computeIfAbsent(
            similar, it -> new Prover(it.eps(), it.delta(), OptionalDouble.empty()));
    return new CacheEvidence(
        prover, similar.eps(), similar.delta(), Recall.THRESHOLDS, Recall.STARTS);
  }

  private static void add(Scope scope, StoredComparison one) {
    int before = scope.evidence().attempt();
    scope.evidence().add(one.comparison());
    if (scope.evidence().attempt() > before) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The semantic cache of ''{0}'' begins anew in one scope: its answers were shown to differ"
              + " from the policy''s too often, or could not be proved.",
          scope.policy());
    }
  }

  private void publish(String name) {
    Scope scope = scopes.get(name);
    if (scope != null) {
      CacheEvidence evidence = scope.evidence();
      caches.know(
          name,
          new Standing(evidence.attempt(), new Recall(evidence.threshold(), evidence.checking())));
    }
  }

  private static Report report(String name, Scope scope) {
    CacheEvidence evidence = scope.evidence();
    return new Report(
        scope.policy(),
        name,
        evidence.attempt(),
        evidence.trials(),
        evidence.threshold(),
        evidence.proof().map(proof -> proof.n()).orElse(0),
        evidence.proof().map(proof -> proof.k()).orElse(0),
        evidence.audit().n(),
        evidence.audit().k(),
        evidence.audit().lower(),
        evidence.audit().upper());
  }

  /// {@return how all of them stand, as of the last look}
  List<Report> reports() {
    return reports;
  }

  /// {@return how many scopes are answered by their caches}
  long answering() {
    return reports.stream().filter(report -> report.threshold().isPresent()).count();
  }

  /// {@return how many have yet to prove that they may}
  long proving() {
    return reports.size() - answering();
  }

  @Override
  public void close() {
    lookout.close();
  }
}
