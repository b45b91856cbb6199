package dev.asterism.server;

import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.perform.Standings.Standing;
import dev.asterism.policy.Cascade;
import dev.asterism.policy.Recall;
import dev.asterism.promote.ThresholdEvidence;
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
import java.util.stream.Stream;

/// Proves, off the path, from which likeness on semantic caches may answer, and from which
/// judgement on cascades may keep a draft; takes that back where audits fail.
///
/// Only what is in the store counts, so a restart comes to the same at once, and a crash loses
/// nothing that was counted.
final class ThresholdSchedule implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(ThresholdSchedule.class.getName());
  private static final int AT_ONCE = 10_000;

  /// Scopes beyond these, the longest silent first, have to prove themselves again.
  private static final int MOST_SCOPES = 2_000;

  private final SqliteStore store;
  private final ProvedThresholds proved;
  private final Map<String, Promise> promises = new HashMap<>();
  private final Map<Promise, Prover> provers = new HashMap<>();
  private final Map<String, Scope> scopes = new Recent();
  private final Lookout lookout;
  private long cursor;
  private volatile List<Report> reports = List.of();

  /// What is to be proved of a policy.
  ///
  /// @param what is spared from the threshold on
  private record Promise(What what, double eps, double delta) {}

  /// What is given from a threshold on.
  enum What {
    KEPT_ANSWERS,
    DRAFTS
  }

  private record Scope(String policy, Promise promise, ThresholdEvidence evidence) {}

  private final class Recent extends LinkedHashMap<String, Scope> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Scope> eldest) {
      boolean many = size() > MOST_SCOPES;
      if (many) {
        proved.forget(eldest.getKey());
      }
      return many;
    }
  }

  /// How one scope stands.
  ///
  /// @param what is given from the threshold on
  /// @param trials comparisons of this attempt
  /// @param eps the share that may differ
  /// @param delta the probability allowed that more do all the same
  /// @param threshold from which that is given; empty where it never is
  /// @param n comparisons at that score or above that the proof counts
  /// @param k how many of them differed
  /// @param bound the share that differ at most, with confidence 1 - delta; 1 where nothing is
  ///   proved
  /// @param audits answers that would have been given, and were held against the policy's
  /// @param failed how many of them differed
  record Report(
      String policy,
      What what,
      String scope,
      int attempt,
      int trials,
      double eps,
      double delta,
      OptionalDouble threshold,
      int n,
      int k,
      double bound,
      int audits,
      int failed,
      double lower,
      double upper) {}

  ThresholdSchedule(SqliteStore store, ProvedThresholds proved, List<NamedPolicy> policies) {
    this.store = store;
    this.proved = proved;
    this.lookout = new Lookout(store, "thresholds", this::learn);
    policies.forEach(
        policy -> promise(policy).ifPresent(promise -> promises.put(policy.name(), promise)));
  }

  private static Optional<Promise> promise(NamedPolicy policy) {
    return policy
        .caching()
        .flatMap(NamedPolicy.Caching::similar)
        .map(similar -> new Promise(What.KEPT_ANSWERS, similar.eps(), similar.delta()))
        .or(() ->
            policy.manner() instanceof Manner.Cascade cascade
                    && cascade.enough()
                        instanceof Manner.Cascade.Enough.Proved(var eps, var delta, _)
                ? Optional.of(new Promise(What.DRAFTS, eps, delta))
                : Optional.empty());
  }

  /// Reads what is known from before; then looks at what is new.
  ///
  /// @param every how long is waited between two looks
  void start(Duration every) {
    if (!promises.isEmpty()) {
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
    return Optional.ofNullable(promises.get(policy))
        .map(promise ->
            scopes.computeIfAbsent(
                one.comparison().scope(), _ -> new Scope(policy, promise, evidence(promise))));
  }

  private ThresholdEvidence evidence(Promise promise) {
    Prover prover =
        provers.computeIfAbsent(
            promise, it -> new Prover(it.eps(), it.delta(), OptionalDouble.empty()));
    return switch (promise.what()) {
      case KEPT_ANSWERS ->
          new ThresholdEvidence(
              prover, promise.eps(), promise.delta(), Recall.THRESHOLDS, Recall.STARTS);
      case DRAFTS ->
          new ThresholdEvidence(
              prover, promise.eps(), promise.delta(), Cascade.THRESHOLDS, Cascade.STARTS);
    };
  }

  private static void add(Scope scope, StoredComparison one) {
    int before = scope.evidence().attempt();
    scope.evidence().add(one.comparison());
    if (scope.evidence().attempt() > before) {
      LOG.log(
          System.Logger.Level.WARNING,
          "What ''{0}'' gives in its best model''s place has to be proved anew ({1}): it was shown"
              + " to differ too often, or could not be proved.",
          scope.policy(),
          switch (scope.promise().what()) {
            case KEPT_ANSWERS -> "one scope of its semantic cache";
            case DRAFTS -> "its threshold";
          });
    }
  }

  private void publish(String name) {
    Scope scope = scopes.get(name);
    if (scope != null) {
      ThresholdEvidence evidence = scope.evidence();
      proved.know(
          name,
          new Standing(evidence.attempt(), new Recall(evidence.threshold(), evidence.checking())));
    }
  }

  private static Report report(String name, Scope scope) {
    ThresholdEvidence evidence = scope.evidence();
    return new Report(
        scope.policy(),
        scope.promise().what(),
        name,
        evidence.attempt(),
        evidence.trials(),
        scope.promise().eps(),
        scope.promise().delta(),
        evidence.threshold(),
        evidence.proof().map(proof -> proof.n()).orElse(0),
        evidence.proof().map(proof -> proof.k()).orElse(0),
        evidence.proof().map(proof -> proof.bound()).orElse(1.0),
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
    return caches().filter(report -> report.threshold().isPresent()).count();
  }

  /// {@return how many have yet to prove that they may}
  long proving() {
    return caches().filter(report -> report.threshold().isEmpty()).count();
  }

  private Stream<Report> caches() {
    return reports.stream().filter(report -> report.what() == What.KEPT_ANSWERS);
  }

  @Override
  public void close() {
    lookout.close();
  }
}
