package dev.asterism.bench;

import dev.asterism.replay.TaskFolder;
import dev.asterism.replay.TaskFolder.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Which rows of a task are its traffic, in a random order, and which judge what came of it.
record Arrangement(List<Row> stream, List<Row> test) {

  /// {@return the parts as they were published}
  static Arrangement published(TaskFolder folder, long seed) {
    List<Row> stream = new ArrayList<>(folder.train());
    Collections.shuffle(stream, new Random(seed));
    return new Arrangement(stream, folder.test());
  }

  /// {@return parts of the same sizes, drawn from all rows, so that one is like the other}
  static Arrangement pooled(TaskFolder folder, long seed) {
    List<Row> rows = new ArrayList<>(folder.train());
    rows.addAll(folder.test());
    Collections.shuffle(rows, new Random(seed));
    int streamed = folder.train().size();
    return new Arrangement(rows.subList(0, streamed), rows.subList(streamed, rows.size()));
  }
}
