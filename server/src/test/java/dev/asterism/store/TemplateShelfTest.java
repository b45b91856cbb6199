package dev.asterism.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Label;
import dev.asterism.chat.Role;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.KnownTemplate;
import dev.asterism.task.Template;
import dev.asterism.task.Turn;
import dev.asterism.task.Wording;
import dev.asterism.trace.Example;
import dev.asterism.trace.TraceId;
import dev.asterism.trace.Traffic.Seen;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Templates that are kept, and past traces that become examples of their tasks.
class TemplateShelfTest {

  private static final KnownTemplate KNOWN =
      KnownTemplate.of(
          "big",
          "",
          new Template(
              List.of(
                  new Turn(Role.SYSTEM, List.of("Judge.")),
                  new Turn(Role.USER, List.of("Mail: \"", "\"\nSpam?")))),
          new AnswerSpace.Truth(),
          new Wording("Answer: ", "."));

  @TempDir private Path directory;

  @AutoClose private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(directory, StoreSettings.DEFAULT);
  }

  @Test
  void whatIsKeptIsReadBackEqualAfterARestart() {
    store.keep(KNOWN);
    store.close();
    open();
    assertThat(store.templates()).containsExactly(KNOWN);
    store.forget(KNOWN);
    assertThat(store.templates()).isEmpty();
    assertThat(store.task(KNOWN.task().id())).isPresent();
  }

  @Test
  void chatThatIsKnownByItsShapeAloneMayStillBeAdopted() {
    store.record(Samples.taught("trace-0001"));
    store.flush();
    assertThat(store.unrecognised(0, 10)).hasSize(1);
    assertThat(store.unrecognised(store.newestNumber(), 10)).isEmpty();
    store.keep(KNOWN);
    store.adopt(List.of(example("trace-0001")));
    assertThat(store.unrecognised(0, 10)).isEmpty();
    Example adopted = store.examples(KNOWN.task().id(), 0, 10).getFirst();
    assertThat(adopted.input()).isEqualTo("buy now");
    assertThat(adopted.reference()).contains(new Label.Truth(true));
    assertThat(counts(store.task(KNOWN.task().id()))).containsExactly(1L, 1L, 0L);
    assertThat(counts(store.task(Samples.TASK_ID))).containsExactly(0L, 0L, 0L);
    assertThat(store.examples(Samples.TASK_ID, 0, 10)).isEmpty();
  }

  @Test
  void feedbackGivenBeforeStandsAboveTheTeacher() {
    store.record(Samples.taught("trace-0001"));
    assertThat(store.feedback(new TraceId("trace-0001"), 0, new Label.Truth(false))).isTrue();
    store.keep(KNOWN);
    store.adopt(List.of(example("trace-0001")));
    assertThat(store.examples(KNOWN.task().id(), 0, 10).getFirst().reference())
        .contains(new Label.Truth(false));
  }

  @Test
  void whatIsNotStoredAnyLongerIsNotAdopted() {
    store.keep(KNOWN);
    store.adopt(List.of(example("trace-0001")));
    assertThat(counts(store.task(KNOWN.task().id()))).containsExactly(0L, 0L, 0L);
  }

  private static List<Long> counts(Optional<Seen> seen) {
    return List.of(
        seen.orElseThrow().sightings(),
        seen.orElseThrow().labelled(),
        seen.orElseThrow().unlabelled());
  }

  private static Example example(String trace) {
    return new Example(
        0,
        new TraceId(trace),
        0,
        KNOWN.task().id(),
        "buy now",
        Optional.of(new Label.Truth(true)),
        true,
        "Answer: true.",
        true,
        Optional.empty(),
        Optional.empty(),
        100,
        5);
  }
}
