package dev.asterism.server;

import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.store.SqliteStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the drafts of cascades' members were worth in probes, for their judge to learn from.
/// Cascades of the same members share one.
sealed interface DraftLessons permits NewestDrafts, FirstDrafts {

  /// Reads what is new, and learns from it where that is worth it.
  void learn(SqliteStore store, LearntExperience experience);

  /// {@return what there is to learn for cascades whose judges learn}
  static List<DraftLessons> of(List<NamedPolicy> policies) {
    Map<Pupils, List<String>> going = new LinkedHashMap<>();
    Map<Pupils, List<String>> proved = new LinkedHashMap<>();
    for (NamedPolicy policy : policies) {
      if (policy.manner() instanceof Manner.Cascade cascade && cascade.exploration().isPresent()) {
        // Where a threshold is to be proved, the judge must not change while it is, or after.
        boolean fixed = cascade.enough() instanceof Manner.Cascade.Enough.Proved;
        (fixed ? proved : going)
            .computeIfAbsent(Pupils.of(cascade), _ -> new ArrayList<>())
            .add(policy.name());
      }
    }
    List<DraftLessons> all = new ArrayList<>();
    going.forEach((pupils, of) -> all.add(new NewestDrafts(pupils, of)));
    proved.forEach((pupils, of) -> all.add(new FirstDrafts(pupils, of)));
    return all;
  }
}
