package dev.asterism.perform;

import dev.asterism.policy.Likeness;
import dev.asterism.stats.Direction;
import dev.asterism.trace.KeptAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is kept within one scope: found by its question, or by one that is like it.
///
/// All of it is of one attempt, the newest. Whoever changes it sees to it that nobody else is
/// there.
final class Shelf {

  private final Map<String, Held> byQuestion = new HashMap<>();

  /// Only questions that name the same numbers are alike.
  private final Map<String, List<Held>> byNumbers = new HashMap<>();

  private int attempt;
  private int putSinceSwept;

  /// One answer in its place.
  static final class Held {
    private final Shelf shelf;
    private final KeptAnswer kept;
    private final Direction meaning;
    private int place;

    private Held(Shelf shelf, KeptAnswer kept, int place) {
      this.shelf = shelf;
      this.kept = kept;
      this.meaning = kept.meaning();
      this.place = place;
    }

    KeptAnswer kept() {
      return kept;
    }

    private boolean isGivenAt(Instant now) {
      return kept.until().isAfter(now);
    }

    /// Takes it from its shelf, if it is still there.
    void remove() {
      shelf.remove(this);
    }
  }

  /// An answer to a question that is like the one asked.
  record Found(Held held, double likeness) {}

  /// {@return the answer to this very question}
  Optional<Held> same(int attempt, String question, Instant now) {
    return attempt == this.attempt
        ? Optional.ofNullable(byQuestion.get(question)).filter(held -> held.isGivenAt(now))
        : Optional.empty();
  }

  /// {@return the answer to the question that is most like this one; of several the newest}
  Optional<Found> nearest(int attempt, String question, Direction meaning, Instant now) {
    if (attempt != this.attempt) {
      return Optional.empty();
    }
    Direction.Cosines cosines = meaning.cosines();
    Optional<Held> best = Optional.empty();
    Instant until = Instant.MIN;
    double most = 0;
    for (Held held : byNumbers.getOrDefault(Likeness.numbers(question), List.of())) {
      double likeness = cosines.with(held.meaning);
      if (likeness >= most
          && (likeness > most || held.kept.until().isAfter(until))
          && held.isGivenAt(now)) {
        most = likeness;
        best = Optional.of(held);
        until = held.kept.until();
      }
    }
    double likeness = most;
    return best.map(held -> new Found(held, likeness));
  }

  /// {@return what another answer leaves no place for: the old answer to its question, those of
  /// earlier attempts, and now and then those that are too old to be given; some may come twice}
  List<Held> outdatedBy(KeptAnswer kept, Instant now) {
    if (kept.attempt() > attempt) {
      return List.copyOf(byQuestion.values());
    }
    List<Held> outdated = new ArrayList<>();
    Optional.ofNullable(byQuestion.get(kept.question())).ifPresent(outdated::add);
    // So seldom that each answer put here pays for looking at one.
    if (putSinceSwept > byQuestion.size()) {
      putSinceSwept = 0;
      byQuestion.values().stream().filter(held -> !held.isGivenAt(now)).forEach(outdated::add);
    }
    return outdated;
  }

  /// Puts an answer here, once what it leaves no place for is gone.
  ///
  /// @return empty where it comes of an attempt that is over
  Optional<Held> put(KeptAnswer kept) {
    if (kept.attempt() < attempt) {
      return Optional.empty();
    }
    attempt = kept.attempt();
    putSinceSwept++;
    List<Held> alike =
        byNumbers.computeIfAbsent(Likeness.numbers(kept.question()), _ -> new ArrayList<>());
    Held held = new Held(this, kept, alike.size());
    alike.add(held);
    byQuestion.put(kept.question(), held);
    return Optional.of(held);
  }

  private void remove(Held held) {
    if (!byQuestion.remove(held.kept.question(), held)) {
      return;
    }
    String numbers = Likeness.numbers(held.kept.question());
    List<Held> alike = byNumbers.getOrDefault(numbers, List.of());
    Held last = alike.removeLast();
    if (alike.isEmpty()) {
      byNumbers.remove(numbers);
    }
    if (last != held) {
      alike.set(held.place, last);
      last.place = held.place;
    }
  }

  /// {@return everything that is kept}
  List<Held> all() {
    return List.copyOf(byQuestion.values());
  }
}
