package dev.asterism.server;

import dev.asterism.estimate.Sketch;
import dev.asterism.store.DraftLesson;
import dev.asterism.store.Probe;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.Stretch;
import java.util.ArrayList;
import java.util.List;

/// For a judge of which a threshold is to be proved: it learns from the first probes that are
/// stored, and then no more.
///
/// What it learnt from is kept, but for the words, so that a restart comes to the same judge when
/// the probes' traces are long forgotten.
final class FirstDrafts implements DraftLessons {

  private static final int FIRST = 100;

  private final Pupils pupils;
  private final List<String> policies;
  private final List<Pupils.Told> told = new ArrayList<>();
  private boolean begun;
  private boolean learnt;
  private long cursor;

  /// @param policies whose judge it is, by their names
  FirstDrafts(Pupils pupils, List<String> policies) {
    this.pupils = pupils;
    this.policies = List.copyOf(policies);
  }

  @Override
  public void learn(SqliteStore store, LearntExperience experience) {
    if (!begun) {
      List<DraftLesson> kept = store.draftLessons(pupils.shelf());
      begun = true;
      // Where one was taken out at a person's word, it learns anew.
      if (kept.size() == FIRST) {
        learn(kept, experience);
      }
    }
    if (!learnt) {
      read(store);
      if (told.size() == FIRST) {
        List<DraftLesson> lessons = lessons();
        store.keepDraftLessons(pupils.shelf(), lessons);
        learn(lessons, experience);
      }
    }
  }

  private void learn(List<DraftLesson> lessons, LearntExperience experience) {
    pupils.teach(lessons, policies, experience);
    learnt = true;
    told.clear();
  }

  private void read(SqliteStore store) {
    Stretch fresh = new Stretch(cursor, Math.max(cursor, store.newestNumber()));
    int most = FIRST - told.size();
    List<Probe> probes = store.firstProbes(pupils.best(), pupils.members(), fresh, most);
    probes.forEach(probe -> pupils.told(probe).ifPresent(told::add));
    cursor = probes.size() < most ? fresh.until() : probes.getLast().number();
  }

  private List<DraftLesson> lessons() {
    List<Sketch> shared =
        Sketch.shared(told.stream().map(one -> Sketch.of(one.question())).toList());
    List<DraftLesson> lessons = new ArrayList<>();
    for (int i = 0; i < shared.size(); i++) {
      lessons.add(told.get(i).lesson(shared.get(i)));
    }
    return lessons;
  }
}
