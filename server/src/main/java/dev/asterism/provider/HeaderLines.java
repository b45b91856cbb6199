package dev.asterism.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The header lines of a message, in the order in which they came.
public final class HeaderLines {

  private HeaderLines() {}

  /// {@return what the first line of a name says, however the name is written}
  public static Optional<String> first(List<Map.Entry<String, String>> lines, String name) {
    // Several are looked for in each request, so this is a loop rather than a stream.
    for (Map.Entry<String, String> line : lines) {
      if (line.getKey().equalsIgnoreCase(name)) {
        return Optional.of(line.getValue());
      }
    }
    return Optional.empty();
  }
}
