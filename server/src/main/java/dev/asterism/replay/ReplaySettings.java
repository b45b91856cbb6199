package dev.asterism.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What to replay, and how.
///
/// @param without outputs whose rows are left out
public record ReplaySettings(
    List<Path> folders, Set<String> without, Api api, double eps, double delta, long seed) {

  public ReplaySettings {
    folders = List.copyOf(folders);
    without = Set.copyOf(without);
  }
}
