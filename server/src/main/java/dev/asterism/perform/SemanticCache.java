package dev.asterism.perform;

import dev.asterism.chat.Usage;
import dev.asterism.policy.Recall;
import dev.asterism.stats.Direction;
import dev.asterism.student.Encoder;
import dev.asterism.student.Encoders;
import dev.asterism.trace.KeptAnswer;
import dev.asterism.trace.TraceId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Answers that may be given again to questions that are like theirs.
///
/// Within one scope only: the same client's key, the same policy as it is configured, and the same
/// request but for its last message. A scope is kept from its second question on, so that
/// conversations that nobody begins again cost nothing. Each policy has so many answers; of more
/// the longest unused go.
public final class SemanticCache {

  private static final int LONGEST_QUESTION = 1_000;

  private static final int LONGEST_ANSWER = 64 << 10;
  private static final int MOST_SCOPES = 20_000;

  /// Keeps nothing.
  public static final SemanticCache NONE =
      new SemanticCache(Encoders.NONE, Standings.NONE, InstantSource.system());

  private final Encoders encoders;
  private final Standings standings;
  private final InstantSource clock;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, Shelf> scopes = new Recent();

  /// What each policy has kept, the longest unused first.
  private final Map<String, SequencedSet<Shelf.Held>> used = new HashMap<>();

  /// @param encoders that read questions; without one nothing is kept
  public SemanticCache(Encoders encoders, Standings standings, InstantSource clock) {
    this.encoders = encoders;
    this.standings = standings;
    this.clock = clock;
  }

  /// The scopes in the order of their last question.
  private final class Recent extends LinkedHashMap<String, Shelf> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Shelf> eldest) {
      boolean many = size() > MOST_SCOPES;
      if (many) {
        eldest.getValue().all().forEach(SemanticCache.this::remove);
      }
      return many;
    }
  }

  /// {@return who reads questions here: what another has read is of no use}
  String reader() {
    return encoders.preferred().map(Encoder::name).orElse("");
  }

  /// {@return what is to be done with a request; empty where it is none that is kept}
  ///
  /// @param scope the digest of all but its last message
  /// @param coin in [0, 1), drawn without a look at it
  public Optional<Glance> look(NamedPolicy policy, String scope, String question, double coin) {
    if (question.isBlank() || question.length() > LONGEST_QUESTION) {
      return Optional.empty();
    }
    Optional<Shelf> known = known(scope);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Asked asked = new Asked(policy, scope, standings.of(scope), question, coin);
    return same(asked, known.get()).or(() -> similar(asked, known.get()));
  }

  private record Asked(
      NamedPolicy policy, String scope, Standings.Standing standing, String question, double coin) {

    Glance glance(Direction meaning, Optional<Shelf.Found> found, Recall.Step step) {
      return new Glance(
          policy,
          scope,
          standing.attempt(),
          question,
          meaning,
          found.map(it -> it.held().kept()),
          found.map(Shelf.Found::likeness).orElse(0.0),
          standing.recall().threshold(),
          step);
    }
  }

  /// {@return the shelf of a scope that was met before; from now on it was}
  private Optional<Shelf> known(String scope) {
    lock.writeLock().lock();
    try {
      Optional<Shelf> known = Optional.ofNullable(scopes.get(scope));
      if (known.isEmpty()) {
        scopes.put(scope, new Shelf());
      }
      return known;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Optional<Glance> same(Asked asked, Shelf shelf) {
    Optional<Shelf.Held> held =
        reading(() -> shelf.same(asked.standing().attempt(), asked.question(), clock.instant()));
    held.ifPresent(this::isUsed);
    return held.map(it ->
        asked.glance(it.kept().meaning(), Optional.of(new Shelf.Found(it, 1)), Recall.Step.GIVE));
  }

  /// Questions of which a part is not read might differ in that.
  private Optional<Glance> similar(Asked asked, Shelf shelf) {
    return encoders
        .preferred()
        .filter(encoder -> encoder.takesIn(asked.question()))
        .flatMap(encoder -> meaning(encoder, asked.question()))
        .map(meaning -> similar(asked, shelf, meaning));
  }

  /// {@return what a question means; empty where it cannot be read in time, so that the policy
  /// answers as if nothing were kept}
  private static Optional<Direction> meaning(Encoder encoder, String question) {
    return Encoder.tried(encoder::encodeSoon, question).map(Direction::of);
  }

  private Glance similar(Asked asked, Shelf shelf, Direction meaning) {
    Standings.Standing standing = asked.standing();
    Optional<Shelf.Found> found =
        reading(
            () -> shelf.nearest(standing.attempt(), asked.question(), meaning, clock.instant()));
    double likeness = found.map(Shelf.Found::likeness).orElse(0.0);
    if (likeness >= Recall.THRESHOLDS.getLast()) {
      found.ifPresent(it -> isUsed(it.held()));
    }
    return asked.glance(meaning, found, standing.recall().decide(likeness, asked.coin()));
  }

  private <T> T reading(Supplier<T> reading) {
    lock.readLock().lock();
    try {
      return reading.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void isUsed(Shelf.Held held) {
    lock.writeLock().lock();
    try {
      SequencedSet<Shelf.Held> all = used(held.kept().policy());
      if (all.contains(held)) {
        all.addLast(held);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private SequencedSet<Shelf.Held> used(String policy) {
    return used.computeIfAbsent(policy, _ -> new LinkedHashSet<>());
  }

  /// Keeps what a policy answered, if it may be given again.
  ///
  /// @return what is kept; empty where the answer is too long
  public Optional<KeptAnswer> keep(
      Glance glance, TraceId trace, String answer, String model, Usage usage) {
    Optional<NamedPolicy.Caching> caching = glance.policy().caching();
    Optional<NamedPolicy.Similar> similar = caching.flatMap(NamedPolicy.Caching::similar);
    if (answer.isBlank() || answer.length() > LONGEST_ANSWER || similar.isEmpty()) {
      return Optional.empty();
    }
    KeptAnswer kept =
        glance.kept(trace, answer, model, usage, clock.instant().plus(caching.orElseThrow().age()));
    add(kept, similar.get().entries());
    return Optional.of(kept);
  }

  private void add(KeptAnswer kept, int most) {
    lock.writeLock().lock();
    try {
      Shelf shelf = scopes.computeIfAbsent(kept.scope(), _ -> new Shelf());
      shelf.outdatedBy(kept, clock.instant()).forEach(this::remove);
      SequencedSet<Shelf.Held> all = used(kept.policy());
      shelf.put(kept).ifPresent(all::addLast);
      if (all.size() > most) {
        remove(all.getFirst());
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void remove(Shelf.Held held) {
    used(held.kept().policy()).remove(held);
    held.remove();
  }

  /// Takes what is kept in place of all that was known, as after a restart.
  ///
  /// @param kept oldest first
  /// @param policies that there are; what others kept is passed over
  public void load(List<KeptAnswer> kept, List<NamedPolicy> policies) {
    lock.writeLock().lock();
    try {
      scopes.clear();
      used.clear();
      for (KeptAnswer one : kept) {
        policies.stream()
            .filter(policy -> policy.name().equals(one.policy()))
            .flatMap(policy -> policy.caching().flatMap(NamedPolicy.Caching::similar).stream())
            .findFirst()
            .ifPresent(similar -> add(one, similar.entries()));
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// {@return how many answers are kept}
  public int size() {
    lock.readLock().lock();
    try {
      return used.values().stream().mapToInt(Set::size).sum();
    } finally {
      lock.readLock().unlock();
    }
  }
}
