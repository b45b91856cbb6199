package dev.asterism.perform;

import dev.asterism.chat.Usage;
import dev.asterism.policy.Likeness;
import dev.asterism.policy.Recall;
import dev.asterism.student.Encoder;
import dev.asterism.student.Encoders;
import dev.asterism.trace.KeptAnswer;
import dev.asterism.trace.TraceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;

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
  private final Map<String, List<Held>> scopes = new Recent();
  private final Map<String, Integer> sizes = new HashMap<>();
  private final AtomicLong uses = new AtomicLong();

  /// @param encoders that read questions; without one nothing is kept
  public SemanticCache(Encoders encoders, Standings standings, InstantSource clock) {
    this.encoders = encoders;
    this.standings = standings;
    this.clock = clock;
  }

  /// The scopes in the order of their last question.
  private final class Recent extends LinkedHashMap<String, List<Held>> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, List<Held>> eldest) {
      boolean many = size() > MOST_SCOPES;
      if (many) {
        eldest.getValue().forEach(SemanticCache.this::uncount);
      }
      return many;
    }
  }

  private static final class Held {
    private final KeptAnswer kept;
    private final String numbers;
    private final AtomicLong used;

    private Held(KeptAnswer kept, long used) {
      this.kept = kept;
      this.numbers = Likeness.numbers(kept.question());
      this.used = new AtomicLong(used);
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
    if (question.isBlank() || question.length() > LONGEST_QUESTION || !isKnown(scope)) {
      return Optional.empty();
    }
    // Questions of which a part is not read might differ in that.
    return encoders
        .preferred()
        .filter(encoder -> encoder.takesIn(question))
        .flatMap(encoder -> look(encoder, policy, scope, question, coin));
  }

  /// {@return whether a scope was met before; from now on it was}
  private boolean isKnown(String scope) {
    lock.writeLock().lock();
    try {
      boolean known = scopes.get(scope) != null;
      if (!known) {
        scopes.put(scope, new ArrayList<>());
      }
      return known;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Optional<Glance> look(
      Encoder encoder, NamedPolicy policy, String scope, String question, double coin) {
    // Where it cannot be read in time, the policy answers as if nothing were kept.
    return Encoder.tried(encoder::encodeSoon, question)
        .map(meaning -> glance(meaning, policy, scope, question, coin));
  }

  private Glance glance(
      float[] meaning, NamedPolicy policy, String scope, String question, double coin) {
    Standings.Standing standing = standings.of(scope);
    Optional<Found> found = nearest(scope, standing.attempt(), question, meaning);
    double likeness = found.map(Found::likeness).orElse(0.0);
    if (likeness >= Recall.THRESHOLDS.getLast()) {
      found.ifPresent(it -> it.entry().used.set(uses.incrementAndGet()));
    }
    boolean same = found.filter(it -> it.entry().kept.question().equals(question)).isPresent();
    return new Glance(
        policy,
        scope,
        standing.attempt(),
        question,
        meaning,
        found.map(it -> it.entry().kept),
        likeness,
        standing.recall().threshold(),
        same ? Recall.Step.GIVE : standing.recall().decide(likeness, coin));
  }

  private record Found(Held entry, double likeness) {}

  private Optional<Found> nearest(String scope, int attempt, String question, float[] meaning) {
    String numbers = Likeness.numbers(question);
    Instant now = clock.instant();
    Optional<Held> best = Optional.empty();
    double most = 0;
    lock.readLock().lock();
    try {
      for (Held entry : entries(scope)) {
        if (entry.kept.attempt() == attempt
            && entry.numbers.equals(numbers)
            && entry.kept.until().isAfter(now)) {
          double likeness =
              entry.kept.question().equals(question)
                  ? 1
                  : Likeness.of(entry.kept.meaning(), meaning);
          // Of equally near ones the newest.
          if (likeness >= most) {
            most = likeness;
            best = Optional.of(entry);
          }
        }
      }
    } finally {
      lock.readLock().unlock();
    }
    double likeness = most;
    return best.map(entry -> new Found(entry, likeness));
  }

  private List<Held> entries(String scope) {
    return scopes.getOrDefault(scope, List.of());
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
    Instant now = clock.instant();
    lock.writeLock().lock();
    try {
      List<Held> entries = scopes.computeIfAbsent(kept.scope(), _ -> new ArrayList<>());
      // A new answer to the same question takes the old one's place.
      entries.removeIf(entry -> {
        boolean stale =
            entry.kept.question().equals(kept.question())
                || entry.kept.attempt() != kept.attempt()
                || !entry.kept.until().isAfter(now);
        if (stale) {
          uncount(entry);
        }
        return stale;
      });
      entries.add(new Held(kept, uses.incrementAndGet()));
      int size = sizes.merge(kept.policy(), 1, Integer::sum);
      if (size > most) {
        evict(kept.policy());
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void uncount(Held entry) {
    sizes.merge(entry.kept.policy(), -1, Integer::sum);
  }

  /// Lets the longest unused of a policy's answers go.
  private void evict(String policy) {
    record Place(List<Held> among, Held entry) {}
    scopes.values().stream()
        .flatMap(among -> among.stream().map(entry -> new Place(among, entry)))
        .filter(place -> place.entry().kept.policy().equals(policy))
        .min(Comparator.comparingLong(place -> place.entry().used.get()))
        .ifPresent(place -> {
          place.among().remove(place.entry());
          uncount(place.entry());
        });
  }

  /// Takes what is kept in place of all that was known, as after a restart.
  ///
  /// @param kept oldest first
  /// @param policies that there are; what others kept is passed over
  public void load(List<KeptAnswer> kept, List<NamedPolicy> policies) {
    lock.writeLock().lock();
    try {
      scopes.clear();
      sizes.clear();
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
      return sizes.values().stream().mapToInt(size -> size).sum();
    } finally {
      lock.readLock().unlock();
    }
  }
}
