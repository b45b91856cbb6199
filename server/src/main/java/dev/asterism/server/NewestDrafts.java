package dev.asterism.server;

import dev.asterism.estimate.Sketch;
import dev.asterism.store.Probe;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.Stretch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// For a judge that goes on learning: the newest probes count.
final class NewestDrafts implements DraftLessons {

  private static final int NEWEST = 300;

  /// One probe in so many is new.
  private static final int WORTH_LEARNING = 10;

  private final Pupils pupils;
  private final List<String> policies;
  private final Deque<Pupils.Told> told = new ArrayDeque<>();
  private int unlearnt;
  private long cursor;

  /// @param policies whose judge it is, by their names
  NewestDrafts(Pupils pupils, List<String> policies) {
    this.pupils = pupils;
    this.policies = List.copyOf(policies);
  }

  @Override
  public void learn(SqliteStore store, LearntExperience experience) {
    Stretch fresh = new Stretch(cursor, Math.max(cursor, store.newestNumber()));
    for (Probe probe : store.newestProbes(pupils.best(), pupils.members(), fresh, NEWEST)) {
      pupils.told(probe).ifPresent(this::add);
    }
    // Probes of others are not looked at again either.
    cursor = fresh.until();
    if (unlearnt * WORTH_LEARNING > told.size()) {
      unlearnt = 0;
      pupils.teach(
          told.stream().map(one -> one.lesson(Sketch.of(one.question()))).toList(),
          policies,
          experience);
    }
  }

  private void add(Pupils.Told one) {
    told.add(one);
    unlearnt++;
    if (told.size() > NEWEST) {
      told.removeFirst();
    }
  }
}
