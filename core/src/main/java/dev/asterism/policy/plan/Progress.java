package dev.asterism.policy.plan;

import dev.asterism.chat.Value;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// How far a plan has come.
///
/// @param running ids of the sub-tasks that are being done
/// @param done answers of those that are done, by id
/// @param failed why others failed, by id
/// @param repaired whether the plan was mended once
public record Progress(
    SequencedSet<String> running,
    SequencedMap<String, Value> done,
    SequencedMap<String, String> failed,
    boolean repaired) {

  public static final Progress NONE =
      new Progress(new LinkedHashSet<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), false);

  public Progress {
    running = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(running));
    done = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(done));
    failed = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(failed));
  }

  public Progress started(String id) {
    SequencedSet<String> more = new LinkedHashSet<>(running);
    more.add(id);
    return new Progress(more, done, failed, repaired);
  }

  public Progress finished(String id, Value answer) {
    SequencedMap<String, Value> more = new LinkedHashMap<>(done);
    more.put(id, answer);
    return new Progress(without(id), more, failed, repaired);
  }

  public Progress failed(String id, String why) {
    SequencedMap<String, String> more = new LinkedHashMap<>(failed);
    more.put(id, why);
    return new Progress(without(id), done, more, repaired);
  }

  /// {@return the same under a mended plan}
  public Progress mended() {
    return new Progress(running, done, failed, true);
  }

  /// {@return the ids of all sub-tasks that were ever begun}
  public Set<String> begun() {
    Set<String> begun = new HashSet<>(running);
    begun.addAll(done.keySet());
    begun.addAll(failed.keySet());
    return begun;
  }

  private SequencedSet<String> without(String id) {
    SequencedSet<String> rest = new LinkedHashSet<>(running);
    rest.remove(id);
    return rest;
  }
}
