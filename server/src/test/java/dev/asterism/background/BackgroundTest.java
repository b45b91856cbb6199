package dev.asterism.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
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

  @Test
  void whatATaskOfAPoolDoesSideBySideGivesWayToo() throws Exception {
    assumeTrue(Files.exists(ITSELF), "no /proc here: what a thread's priority is cannot be read");
    int here = nice();
    try (ForkJoinPool pool = Background.pool("wide")) {
      List<Integer> values =
          pool.submit(() -> IntStream.range(0, 64).parallel().mapToObj(_ -> slowly()).toList())
              .get();
      assertThat(values).hasSize(64).allMatch(value -> value == here + 10);
      assertThat(pool.submit(() -> Thread.currentThread().getName()).get()).startsWith("wide-");
    }
  }

  private static int slowly() {
    try {
      Thread.sleep(2);
      return nice();
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The nineteenth field; the second may hold blanks, but ends with the last parenthesis.
  private static int nice() throws IOException {
    String stat = Files.readString(ITSELF);
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
  }
}
