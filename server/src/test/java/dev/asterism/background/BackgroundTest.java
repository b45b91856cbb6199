package dev.asterism.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class BackgroundTest {

  private static final Path ITSELF = Path.of("/proc/thread-self/stat");

  @Test
  void aThreadGivesWayAndTheOneThatMadeItDoesNot() throws Exception {
    assumeTrue(Files.exists(ITSELF), "no /proc here: what a thread's priority is cannot be read");
    try (ExecutorService thread =
        Executors.newSingleThreadExecutor(Background.threads("unhurried"))) {
      assertThat(thread.submit(() -> nice()).get()).isEqualTo(nice() + 10);
      assertThat(thread.submit(() -> Thread.currentThread().getName()).get())
          .isEqualTo("unhurried");
    }
  }

  /// The nineteenth field; the second may hold blanks, but ends with the last parenthesis.
  private static int nice() throws IOException {
    String stat = Files.readString(ITSELF);
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
  }
}
