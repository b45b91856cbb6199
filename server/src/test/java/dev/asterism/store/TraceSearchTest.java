package dev.asterism.store;

import static dev.asterism.store.Samples.HAM;
import static dev.asterism.store.Samples.NOON;
import static dev.asterism.store.Samples.SPAM;
import static dev.asterism.store.Samples.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.cost.Usd;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Traces that are looked for, and one that is deleted at a person's word.
final class TraceSearchTest {

  private static final String SECRET = "the word that nobody may find again";

  @TempDir private Path directory;
  @AutoClose private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(directory, StoreSettings.DEFAULT);
    store.record(Samples.taught("trace-0001"));
    store.record(Samples.answered("trace-0002", HAM));
    store.record(Samples.audit("trace-0003", "trace-0002", HAM, SPAM));
    store.record(saying("trace-0004", SECRET));
    store.flush();
  }

  @Test
  void eachCriterionLetsThroughWhatItNames() {
    assertThat(found(TraceFilter.ALL)).hasSize(4);
    assertThat(found(of(Optional.of(TASK_ID), "", "", 0, ""))).hasSize(4);
    assertThat(found(of(Optional.of(new TaskId("t_00000000000000ff")), "", "", 0, ""))).isEmpty();
    assertThat(found(of(Optional.empty(), "STUDENT/", "", 0, ""))).containsExactly("trace-0002");
    assertThat(found(of(Optional.empty(), "", "direct", 0, ""))).hasSize(4);
    assertThat(found(of(Optional.empty(), "", "student", 0, ""))).isEmpty();
    assertThat(found(of(Optional.empty(), "", "", 800, "")))
        .containsExactly("trace-0004", "trace-0001");
    assertThat(found(of(Optional.empty(), "", "", 0, "NOBODY may"))).containsExactly("trace-0004");
  }

  @Test
  void aSearchGoesOnWhereItStopped() {
    List<String> all = new ArrayList<>();
    OptionalLong next = OptionalLong.of(Long.MAX_VALUE);
    while (next.isPresent()) {
      FoundTraces found = store.find(TraceFilter.ALL, next.getAsLong(), 3);
      found.traces().forEach(trace -> all.add(trace.id().value()));
      next = found.next();
    }
    assertThat(all).containsExactly("trace-0004", "trace-0003", "trace-0002", "trace-0001");
  }

  @Test
  void aDeletedTraceLeavesNoWordOfItsTextOnTheDisk() throws IOException {
    assertThat(filesThatHold(SECRET)).isNotEmpty();
    assertThat(store.forget(new TraceId("trace-0004"))).isEqualTo(1);
    assertThat(store.trace(new TraceId("trace-0004"))).isEmpty();
    assertThat(filesThatHold(SECRET)).isEmpty();
    assertThat(store.totals().requests()).isEqualTo(3);
  }

  @Test
  void withATraceGoesWhatWasAskedBecauseOfIt() {
    assertThat(store.forget(new TraceId("trace-0002"))).isEqualTo(2);
    assertThat(found(TraceFilter.ALL)).containsExactly("trace-0004", "trace-0001");
    assertThat(store.forget(new TraceId("trace-0002"))).isZero();
  }

  private List<String> found(TraceFilter filter) {
    return store.find(filter, Long.MAX_VALUE, 10).traces().stream()
        .map(trace -> trace.id().value())
        .toList();
  }

  private static TraceFilter of(
      Optional<TaskId> task, String model, String policy, long nanos, String text) {
    return new TraceFilter(
        task, given(model), given(policy), false, new Usd(nanos), 0, given(text));
  }

  private static Optional<String> given(String word) {
    return Optional.of(word).filter(it -> !it.isEmpty());
  }

  private static Trace.Recording saying(String id, String words) {
    Trace.Recording recording = Samples.taught(id, NOON, Optional.of(SPAM));
    return new Trace.Recording(
        recording.trace(),
        Samples.bytes(words),
        recording.response(),
        recording.tasks(),
        recording.examples());
  }

  private List<Path> filesThatHold(String words) throws IOException {
    List<Path> holding = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(words)) {
          holding.add(file);
        }
      }
    }
    return holding;
  }
}
