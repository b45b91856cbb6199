package dev.asterism.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/// A temporary directory and what runs in it. All of it goes when it is closed, and also when the
/// process is told to stop before that, by Ctrl-C say: the newest first, the directory last.
final class Workshop implements AutoCloseable {

  private final Path directory;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Thread stopped = new Thread(this::clear, "workshop");
  private boolean cleared;

  private Workshop(Path directory) {
    this.directory = directory;
  }

  /// {@return an empty one}
  ///
  /// @param name how the directory's name begins
  static Workshop open(String name) throws IOException {
    Workshop workshop = new Workshop(Files.createTempDirectory(name));
    Runtime.getRuntime().addShutdownHook(workshop.stopped);
    return workshop;
  }

  Path directory() {
    return directory;
  }

  /// Starts something.
  interface Starting<T> {
    T start() throws IOException;
  }

  /// Has something start, and takes over closing it. A process that is stopped meanwhile waits
  /// until it has started: what is only half there writes files that nobody removes.
  ///
  /// @throws IOException if it does not start, or the process is being stopped
  synchronized <T extends AutoCloseable> T begin(Starting<T> starting) throws IOException {
    if (cleared) {
      throw new IOException("stopped");
    }
    T begun = starting.start();
    running.push(begun);
    return begun;
  }

  private synchronized void clear() {
    cleared = true;
    while (!running.isEmpty()) {
      close(running.pop());
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Workshop::remove);
    } catch (IOException | UncheckedIOException e) {
      System.getLogger(Workshop.class.getName())
          .log(System.Logger.Level.WARNING, "{0} could not be removed: {1}", directory, e);
    }
  }

  private static void close(AutoCloseable one) {
    try {
      one.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      System.getLogger(Workshop.class.getName())
          .log(System.Logger.Level.WARNING, "what ran in a workshop did not end: {0}", e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    clear();
    try {
      Runtime.getRuntime().removeShutdownHook(stopped);
    } catch (IllegalStateException _) {
      // It is running already, and found nothing left to do.
    }
  }
}
