package dev.asterism.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.trace.TraceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another process that writes to a store, and says what it was told is durable, until it is
/// killed.
final class KillTest {

  private static final int KILLS = 20;
  private static final long SEED = 7;

  @TempDir private Path directory;

  @Test
  void losesNothingAcknowledgedWhenKilled() throws Exception {
    Random random = new Random(SEED);
    List<String> traces = new ArrayList<>();
    List<String> stages = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      for (String line : killed(kill, random.nextInt(400))) {
        (line.startsWith("stage ") ? stages : traces).add(line.substring(6));
      }
    }
    assertThat(traces).hasSizeGreaterThan(KILLS);
    assertThat(stages).isNotEmpty();
    try (SqliteStore store = SqliteStore.open(directory, StoreSettings.DEFAULT)) {
      assertThat(traces).allMatch(id -> store.trace(new TraceId(id)).isPresent());
      assertThat(store.history(Samples.TASK_ID))
          .extracting(StageChange::reason)
          .containsAll(stages)
          .doesNotHaveDuplicates();
      assertThat(store.all()).allMatch(card -> Samples.file(store, card).length == 5);
      int stored = store.find(TraceFilter.ALL, Long.MAX_VALUE, Integer.MAX_VALUE).traces().size();
      assertThat(stored).isGreaterThanOrEqualTo(traces.size());
      assertThat(store.totals().requests()).isEqualTo(stored);
      assertThat(store.totals().cost().nanos()).isEqualTo(1_000L * stored);
      assertThat(store.task(Samples.TASK_ID).orElseThrow().labelled()).isEqualTo(stored);
    }
  }

  /// Runs the writer until some time after it has begun, and returns what it acknowledged.
  private List<String> killed(int run, int millis) throws IOException, InterruptedException {
    Process process =
        OtherProcess.start(KillTestWriter.class, directory.toString(), Integer.toString(run));
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = new ArrayList<>();
      String first = out.readLine();
      assertThat(first).isNotNull();
      lines.add(first);
      Thread.ofVirtual().start(() -> killAfter(process, millis));
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
      process.waitFor(10, TimeUnit.SECONDS);
      return lines.stream().filter(line -> line.endsWith(".")).map(KillTest::undotted).toList();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String undotted(String line) {
    return line.substring(0, line.length() - 1);
  }

  /// By its handle: killing by the process would close the pipe that still holds its last words.
  private static void killAfter(Process process, int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.toHandle().destroyForcibly();
  }
}
