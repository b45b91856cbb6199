package dev.asterism.trace;

import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import java.util.List;
import java.util.Optional;

/// The port through which learning reads traces.
public interface Traffic {

  /// A task with how much of it was seen.
  ///
  /// @param sightings all requests that asked it
  /// @param labelled examples with a reference
  /// @param unlabelled examples that the teacher answered with no label
  /// @param lastSequence of its newest example
  record Seen(Task task, long sightings, long labelled, long unlabelled, long lastSequence) {}

  /// {@return every task seen, with its counts}
  List<Seen> tasks();

  Optional<Seen> task(TaskId task);

  /// {@return up to `limit` examples of a task after a sequence number, oldest first}
  List<Example> examples(TaskId task, long after, int limit);

  /// {@return the newest `limit` labelled examples of a task, oldest first}
  List<Example> newest(TaskId task, int limit);
}
