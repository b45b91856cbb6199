package dev.asterism.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A folder of a benchmark's own, gone with all that is in it when it is closed: what a server
/// records under load fills a disk.
///
/// @param path where it is
record Scratch(Path path) implements AutoCloseable {

  /// {@return an empty one}
  static Scratch named(String name) throws IOException {
    return new Scratch(Files.createTempDirectory("asterism-" + name + "-"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
