package dev.asterism.server;

import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.Stretch;
import java.util.ArrayList;
import java.util.List;

/// Finds cascades whose judge would wait for ever to learn anything: nothing is probed for it.
final class Unexplored {

  private static final Stretch ALL = new Stretch(0, Long.MAX_VALUE);

  private Unexplored() {}

  /// {@return the names of such policies: they explore nothing (`explore: 0`), no other one
  /// explores any of their members beside the same best model, and nothing was learnt before}
  static List<String> of(List<NamedPolicy> policies, SqliteStore store) {
    List<Pupils> explored = new ArrayList<>();
    for (NamedPolicy policy : policies) {
      if (policy.manner() instanceof Manner.Cascade cascade && explores(cascade)) {
        explored.add(Pupils.of(cascade));
      }
    }
    List<String> names = new ArrayList<>();
    for (NamedPolicy policy : policies) {
      if (policy.manner() instanceof Manner.Cascade cascade
          && cascade.exploration().isPresent()
          && !explores(cascade)) {
        Pupils pupils = Pupils.of(cascade);
        if (explored.stream().noneMatch(pupils::sharesProbes)
            && store.newestProbes(pupils.best(), pupils.members(), ALL, 1).isEmpty()
            && store.draftLessons(pupils.shelf()).isEmpty()) {
          names.add(policy.name());
        }
      }
    }
    return names;
  }

  private static boolean explores(Manner.Cascade cascade) {
    return cascade.exploration().filter(it -> it.share() > 0).isPresent();
  }
}
