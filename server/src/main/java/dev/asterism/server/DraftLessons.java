package dev.asterism.server;

import dev.asterism.estimate.DraftJudge;
import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.store.Probe;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.Stretch;
import dev.asterism.trace.Call;
import dev.asterism.trace.Draft;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the drafts of a cascade's members were worth in probes, for its judge to learn from.
/// Cascades of the same members share one.
///
/// The newest probes count. But where a threshold is to be proved, the judge must not change while
/// it is, or after: it learns from the first ones that are stored, and then no more.
final class DraftLessons {

  private static final int NEWEST = 300;
  private static final int FIRST = 100;

  /// One probe in so many is new.
  private static final int WORTH_LEARNING = 10;

  private final Pupils pupils;
  private final List<String> policies;
  private final Deque<Lesson> lessons = new ArrayDeque<>();
  private int unlearnt;
  private long cursor;

  /// @param number of the probe
  private record Lesson(long number, DraftJudge.Probe probe) {}

  /// Whose drafts are learnt of.
  ///
  /// @param best with whose answers they are compared
  /// @param fixed whether the judge must not change
  private record Pupils(String best, List<String> members, boolean fixed) {

    static Pupils of(Manner.Cascade cascade) {
      return new Pupils(
          cascade.best(),
          cascade.models().stream().filter(one -> !one.equals(cascade.best())).toList(),
          cascade.enough() instanceof Manner.Cascade.Enough.Proved);
    }
  }

  private DraftLessons(Pupils pupils, List<String> policies) {
    this.pupils = pupils;
    this.policies = List.copyOf(policies);
  }

  /// Reads what is new, and learns from it where that is worth it.
  void learn(SqliteStore store, LearntExperience experience) {
    if (pupils.fixed() && lessons.size() >= FIRST) {
      return;
    }
    Stretch stretch = new Stretch(cursor, Math.max(cursor, store.newestNumber()));
    int most = pupils.fixed() ? FIRST - lessons.size() : NEWEST;
    List<Probe> fresh =
        pupils.fixed()
            ? store.firstProbes(pupils.best(), pupils.members(), stretch, most)
            : store.newestProbes(pupils.best(), pupils.members(), stretch, most);
    fresh.forEach(probe -> lesson(probe).ifPresent(this::add));
    // Probes of others are not looked at again either.
    cursor = fresh.size() < most ? stretch.until() : fresh.getLast().number();
    boolean worth = unlearnt * WORTH_LEARNING > lessons.size();
    if (worth && (!pupils.fixed() || lessons.size() >= FIRST)) {
      unlearnt = 0;
      DraftJudge judge =
          DraftJudge.fit(pupils.members(), lessons.stream().map(Lesson::probe).toList());
      String name = name();
      policies.forEach(policy -> experience.know(policy, judge, name));
    }
  }

  private void add(Lesson lesson) {
    lessons.add(lesson);
    unlearnt++;
    if (lessons.size() > NEWEST) {
      lessons.removeFirst();
    }
  }

  /// {@return the probes that were learnt from, in short}
  private String name() {
    return String.join(" ", lessons.stream().map(one -> Long.toString(one.number())).toList());
  }

  private Optional<Lesson> lesson(Probe probe) {
    Map<String, Draft> drafts = new LinkedHashMap<>();
    Map<String, Boolean> good = new LinkedHashMap<>();
    for (Call call : probe.calls()) {
      if (pupils.members().contains(call.model())
          && call.draft().isPresent()
          && call.agrees().isPresent()) {
        drafts.put(call.model(), call.draft().get());
        good.put(call.model(), call.agrees().get());
      }
    }
    return drafts.isEmpty()
        ? Optional.empty()
        : StoredQuestion.of(probe.endpoint(), probe.request())
            .map(form -> LearntExperience.shortened(form.question()))
            .map(question ->
                new Lesson(probe.number(), new DraftJudge.Probe(question, drafts, good)));
  }

  /// {@return what there is to learn for cascades whose judges learn}
  static List<DraftLessons> of(List<NamedPolicy> policies) {
    Map<Pupils, List<String>> names = new LinkedHashMap<>();
    for (NamedPolicy policy : policies) {
      if (policy.manner() instanceof Manner.Cascade cascade && cascade.exploration().isPresent()) {
        names.computeIfAbsent(Pupils.of(cascade), _ -> new ArrayList<>()).add(policy.name());
      }
    }
    List<DraftLessons> all = new ArrayList<>();
    names.forEach((pupils, of) -> all.add(new DraftLessons(pupils, of)));
    return all;
  }
}
