package dev.asterism.server;

import dev.asterism.estimate.DraftJudge;
import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.store.Probe;
import dev.asterism.store.SqliteStore;
import dev.asterism.trace.Call;
import dev.asterism.trace.Draft;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the drafts of one cascade's members were worth in probes, for its judge to learn from.
///
/// The newest probes count. But where a threshold is to be proved, the judge must not change while
/// it is, or after: it learns from the first ones that are stored, and then no more.
final class DraftLessons {

  private static final int NEWEST = 300;
  private static final int FIRST = 100;

  /// One probe in so many is new.
  private static final int WORTH_LEARNING = 10;

  private final String policy;
  private final String best;
  private final List<String> members;
  private final boolean fixed;
  private final Deque<Lesson> lessons = new ArrayDeque<>();
  private int unlearnt;
  private long cursor;

  /// @param number of the probe
  private record Lesson(long number, DraftJudge.Probe probe) {}

  DraftLessons(NamedPolicy policy, Manner.Cascade cascade) {
    this.policy = policy.name();
    this.best = cascade.best();
    this.members = cascade.models().stream().filter(one -> !one.equals(best)).toList();
    this.fixed = cascade.enough() instanceof Manner.Cascade.Enough.Proved;
  }

  /// Reads what is new, and learns from it where that is worth it.
  void learn(SqliteStore store, LearntExperience experience) {
    List<Probe> fresh =
        fixed
            ? store.firstProbes(best, members, cursor, FIRST - lessons.size())
            : store.newestProbes(best, members, cursor, NEWEST);
    for (Probe probe : fresh) {
      cursor = probe.number();
      lesson(probe).ifPresent(this::add);
    }
    boolean worth = unlearnt * WORTH_LEARNING > lessons.size();
    if (worth && (!fixed || lessons.size() >= FIRST)) {
      unlearnt = 0;
      experience.know(
          policy, DraftJudge.fit(members, lessons.stream().map(Lesson::probe).toList()), name());
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
      if (members.contains(call.model()) && call.draft().isPresent() && call.agrees().isPresent()) {
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

  /// {@return what there is to learn for each cascade whose judge learns}
  static List<DraftLessons> of(List<NamedPolicy> policies) {
    List<DraftLessons> all = new ArrayList<>();
    for (NamedPolicy policy : policies) {
      if (policy.manner() instanceof Manner.Cascade cascade && cascade.exploration().isPresent()) {
        all.add(new DraftLessons(policy, cascade));
      }
    }
    return all;
  }
}
