package dev.asterism.store;

import static dev.asterism.store.Samples.HAM;
import static dev.asterism.store.Samples.NOON;
import static dev.asterism.store.Samples.SPAM;
import static dev.asterism.store.Samples.STUDENT;
import static dev.asterism.store.Samples.TASK;
import static dev.asterism.store.Samples.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterism.chat.Question.Option;
import dev.asterism.cost.Usd;
import dev.asterism.model.Depth;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Origin;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.Judgement;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import dev.asterism.trace.Traffic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fresh store in a directory of its own.
final class SqliteStoreTest {

  @TempDir private Path directory;
  @AutoClose private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(directory, StoreSettings.DEFAULT);
  }

  @Test
  void aTraceComesBackAsItWasRecorded() {
    Trace.Recording recording = Samples.taught("trace-0001");
    record(recording);

    StoredTrace stored = store.trace(new TraceId("trace-0001")).orElseThrow();
    assertThat(stored.trace()).isEqualTo(recording.trace());
    assertThat(stored.request()).isEqualTo(recording.request());
    assertThat(stored.response()).isEqualTo(recording.response());
    assertThat(stored.requestCut()).isFalse();
    assertThat(store.find(TraceFilter.ALL, Long.MAX_VALUE, 5).traces())
        .containsExactly(recording.trace());
    assertThat(store.trace(new TraceId("trace-0002"))).isEmpty();
  }

  @Test
  void everythingIsThereAfterReopening() {
    store.record(Samples.taught("trace-0001"));
    store.close();
    open();
    assertThat(store.trace(new TraceId("trace-0001"))).isPresent();
    assertThat(store.totals().requests()).isEqualTo(1);
  }

  @Test
  void examplesComeBackInTheOrderOfStoring() {
    record(Samples.taught("trace-0001"), Samples.answered("trace-0002", HAM));

    List<Example> examples = store.examples(TASK_ID, 0, 10);
    assertThat(examples).extracting(Example::sequence).containsExactly(1L, 2L);
    assertThat(examples.getFirst())
        .usingRecursiveComparison()
        .ignoringFields("sequence")
        .isEqualTo(Samples.example("trace-0001", Optional.of(SPAM), true, Optional.empty()));
    assertThat(examples.getLast().student()).contains(STUDENT);
    assertThat(examples.getLast().studentAnswer()).contains(HAM);
    assertThat(store.examples(TASK_ID, 1, 10)).hasSize(1);
    assertThat(store.newest(TASK_ID, 10)).containsExactly(examples.getFirst());
  }

  @Test
  void howAStudentLookedAtARequestIsKeptAndCounted() {
    Judgement words = new Judgement(Depth.WORDS, 20_000);
    Judgement meaning = new Judgement(Depth.MEANING, 2_000_000);
    Judgement unread = new Judgement(Depth.UNREAD, 50_000_000);
    record(
        judged("trace-0001", words),
        judged("trace-0002", words),
        judged("trace-0003", meaning),
        judged("trace-0004", unread),
        Samples.taught("trace-0005"));
    assertThat(store.examples(TASK_ID, 0, 10))
        .extracting(Example::judgement)
        .containsExactly(
            Optional.of(words),
            Optional.of(words),
            Optional.of(meaning),
            Optional.of(unread),
            Optional.empty());
    assertThat(store.examples(TASK_ID, 0, 10))
        .extracting(Example::unread)
        .containsExactly(false, false, false, true, false);
    assertThat(store.latency(TASK_ID).judging()).isEqualTo(new Judging(4, 1, 1, 13_010, 50_000));
  }

  @Test
  void aRequestThatIsAuditedWasLookedAtOnce() {
    Judgement words = new Judgement(Depth.WORDS, 20_000);
    record(
        judged("trace-0001", words),
        judged(Samples.audit("trace-0002", "trace-0001", SPAM, SPAM), words));
    assertThat(store.examples(TASK_ID, 0, 10)).hasSize(2);
    assertThat(store.latency(TASK_ID).judging()).isEqualTo(new Judging(1, 0, 0, 20, 20));
  }

  private static Trace.Recording judged(String id, Judgement judgement) {
    return judged(Samples.taught(id), judgement);
  }

  private static Trace.Recording judged(Trace.Recording taught, Judgement judgement) {
    Example read = taught.examples().getFirst();
    Example judged =
        new Example(
            0,
            read.trace(),
            0,
            read.task(),
            read.input(),
            read.reference(),
            true,
            read.surface(),
            true,
            Optional.of(STUDENT),
            Optional.empty(),
            Optional.of(judgement),
            10,
            3);
    return new Trace.Recording(
        taught.trace(), taught.request(), taught.response(), taught.tasks(), List.of(judged));
  }

  @Test
  void theNewestLabelledExamplesComeOldestFirst() {
    record(
        Samples.taught("trace-0001"),
        Samples.taught("trace-0002", NOON, Optional.empty()),
        Samples.taught("trace-0003"),
        Samples.taught("trace-0004"));
    assertThat(store.newest(TASK_ID, 2)).extracting(Example::sequence).containsExactly(3L, 4L);
  }

  @Test
  void aTaskCountsWhatWasSeenOfIt() {
    record(
        Samples.taught("trace-0001"),
        Samples.taught("trace-0002", NOON, Optional.empty()),
        Samples.answered("trace-0003", SPAM),
        Samples.audit("trace-0004", "trace-0003", SPAM, SPAM));

    assertThat(store.task(TASK_ID)).contains(new Traffic.Seen(TASK, 3, 2, 1, 4));
    assertThat(store.tasks()).hasSize(1);
    assertThat(store.task(new TaskId("t_ffffffffffffffff"))).isEmpty();
  }

  @Test
  void everyAnswerSpaceComesBack() {
    List<AnswerSpace> spaces =
        List.of(
            new AnswerSpace.Labels(
                List.of(
                    new Option(HAM, Optional.of("mail that somebody \"asked\" for")),
                    new Option(SPAM, Optional.empty()))),
            new AnswerSpace.Truth(),
            AnswerSpace.Levels.of(List.of(SPAM, HAM)),
            new AnswerSpace.Open());
    List<Task> tasks = new ArrayList<>();
    for (AnswerSpace space : spaces) {
      TaskId id = new TaskId("t_%016x".formatted(tasks.size()));
      tasks.add(new Task(id, "name", "what?", space, "big", Origin.NAMED));
    }
    Trace trace = Samples.taught("trace-0001").trace();
    record(new Trace.Recording(trace, new byte[0], new byte[0], tasks, List.of()));
    assertThat(store.tasks()).extracting(Traffic.Seen::task).containsExactlyElementsOf(tasks);
  }

  @Test
  void auditsAndDisagreementsAreTheStudentsFairComparisons() {
    record(
        Samples.answered("trace-0001", SPAM),
        Samples.audit("audit-0001", "trace-0001", SPAM, SPAM),
        Samples.answered("trace-0002", SPAM),
        Samples.audit("audit-0002", "trace-0002", SPAM, HAM));

    assertThat(store.audited(STUDENT, 10)).extracting(Example::sequence).containsExactly(2L, 4L);
    assertThat(store.disagreements(STUDENT, 10))
        .containsExactly(
            new Disagreement(
                4, new TraceId("audit-0002"), 0, NOON, "buy now audit-0002", SPAM, HAM, false));
  }

  @Test
  void feedbackSetsTheReferenceAndStandsAgainstALaterAudit() {
    record(Samples.answered("trace-0001", SPAM));
    assertThat(store.feedback(new TraceId("trace-0001"), 0, HAM)).isTrue();
    record(Samples.audit("audit-0001", "trace-0001", SPAM, SPAM));

    assertThat(store.newest(TASK_ID, 10))
        .extracting(Example::reference)
        .containsExactly(Optional.of(HAM), Optional.of(HAM));
    assertThat(store.task(TASK_ID).orElseThrow().labelled()).isEqualTo(2);
    assertThat(store.audited(STUDENT, 10)).hasSize(1);
    assertThat(store.disagreements(STUDENT, 10)).hasSize(1);
  }

  @Test
  void feedbackReachesAnAuditThatCameBefore() {
    record(
        Samples.answered("trace-0001", SPAM),
        Samples.audit("audit-0001", "trace-0001", SPAM, SPAM));
    assertThat(store.feedback(new TraceId("trace-0001"), 0, HAM)).isTrue();
    assertThat(store.disagreements(STUDENT, 10)).hasSize(1);
  }

  @Test
  void feedbackOnAnAnswerThatWasNoLabelMakesItOne() {
    record(Samples.taught("trace-0001", NOON, Optional.empty()));
    assertThat(store.feedback(new TraceId("trace-0001"), 0, HAM)).isTrue();
    assertThat(store.feedback(new TraceId("trace-0001"), 0, SPAM)).isTrue();
    assertThat(store.task(TASK_ID)).contains(new Traffic.Seen(TASK, 1, 1, 0, 1));
    assertThat(store.newest(TASK_ID, 1).getFirst().reference()).contains(SPAM);
  }

  @Test
  void feedbackOnWhatIsNotThereSaysSo() {
    record(Samples.taught("trace-0001"));
    assertThat(store.feedback(new TraceId("trace-0001"), 1, HAM)).isFalse();
    assertThat(store.feedback(new TraceId("trace-0002"), 0, HAM)).isFalse();
  }

  @Test
  void theLedgerEqualsTheSumOfTheTraces() {
    TaskId other = new TaskId("t_00000000000000aa");
    Trace trace =
        Samples.trace("trace-0003", Kind.ANSWER, Optional.empty(), NOON, "big", 1_001, 1_001);
    Example first = Samples.example("trace-0003", Optional.of(SPAM), true, Optional.empty());
    Example second =
        new Example(
            0,
            first.trace(),
            1,
            other,
            "in",
            Optional.of(HAM),
            true,
            "ham",
            true,
            Optional.empty(),
            Optional.empty(),
            10,
            3);
    record(
        Samples.taught("trace-0001"),
        Samples.answered("trace-0002", SPAM),
        Samples.audit("audit-0001", "trace-0002", SPAM, SPAM),
        Samples.recording(trace, first, second));

    assertThat(store.totals())
        .isEqualTo(new Totals(3, 1, new Usd(2_001), new Usd(2_901), new Usd(700), 0));
    assertThat(store.totals().saved()).isEqualTo(new Usd(200));
    Totals one = store.totals(TASK_ID);
    Totals two = store.totals(other);
    assertThat(one.requests()).isEqualTo(3);
    assertThat(two.requests()).isEqualTo(1);
    assertThat(one.cost().plus(two.cost())).isEqualTo(store.totals().cost());
    assertThat(one.wouldHaveCost().plus(two.wouldHaveCost()))
        .isEqualTo(store.totals().wouldHaveCost());
  }

  @Test
  void latencyTellsStudentFromTeacher() {
    record(Samples.taught("trace-0001"), Samples.answered("trace-0002", SPAM));
    assertThat(store.latency(TASK_ID))
        .isEqualTo(new Latency(5_000, 5_000, 1, 5_000, 1, Judging.NONE));
    assertThat(store.latency(new TaskId("t_ffffffffffffffff")))
        .isEqualTo(new Latency(0, 0, 0, 0, 0, Judging.NONE));
  }

  @Test
  void atMostOneTimeInAHundredIsAboveTheTail() {
    for (int i = 1; i <= 100; i++) {
      record(judged("trace-%04d".formatted(i), new Judgement(Depth.WORDS, i * 1_000L)));
      if (i < 100) {
        assertThat(store.latency(TASK_ID).judging().tailMicros()).isEqualTo(i);
      }
    }
    assertThat(store.latency(TASK_ID).judging().tailMicros()).isEqualTo(99);
  }

  @Test
  void theSameTraceTwiceIsStoredOnce() {
    record(Samples.taught("trace-0001"), Samples.taught("trace-0001"));
    assertThat(store.stored()).isEqualTo(1);
    assertThat(store.shed()).isEqualTo(1);
    assertThat(store.totals().requests()).isEqualTo(1);
  }

  @Test
  void aRecordingThatCannotBeStoredTakesNoOtherWithIt() {
    Trace tooFar =
        Samples.trace(
            "trace-0002", Kind.ANSWER, Optional.empty(), java.time.Instant.MAX, "big", 1, 1);
    record(Samples.taught("trace-0001"), Samples.recording(tooFar), Samples.taught("trace-0003"));
    assertThat(store.find(TraceFilter.ALL, Long.MAX_VALUE, 5).traces()).hasSize(2);
    assertThat(store.stored()).isEqualTo(2);
    assertThat(store.shed()).isEqualTo(1);
  }

  @Test
  void longBodiesAreCutAndSaySo() {
    store.close();
    store = SqliteStore.open(directory, new StoreSettings(Duration.ofDays(1), 1_000_000, 10, 3));
    record(Samples.taught("trace-0001"));
    StoredTrace stored = store.trace(new TraceId("trace-0001")).orElseThrow();
    assertThat(stored.request()).isEqualTo(Samples.bytes("the"));
    assertThat(stored.requestCut()).isTrue();
    assertThat(stored.responseCut()).isTrue();
  }

  @Test
  void moreThanTheQueueHoldsIsShedAndCounted() {
    store.close();
    store = SqliteStore.open(directory, new StoreSettings(Duration.ofDays(1), 1_000_000, 2, 3));
    int many = 2_000;
    for (int i = 0; i < many; i++) {
      store.record(Samples.taught("trace-%04d".formatted(i)));
    }
    store.flush();
    assertThat(store.shed()).isPositive();
    assertThat(store.stored() + store.shed()).isEqualTo(many);
    assertThat(store.totals().requests()).isEqualTo(store.stored());
  }

  @Test
  void aStudentComesBackWithItsFileAndItsHistory() {
    StudentCard card = Samples.card(1);
    store.add(card, Samples.bytes("brain"));
    StudentCard shadow = card.at(Stage.SHADOW, "worth it");
    StudentCard proved = shadow.looked(1, Optional.of(Samples.proof()));
    store.update(List.of(shadow));
    store.update(List.of(proved));
    store.add(Samples.card(2), Samples.bytes("other"));

    assertThat(store.all()).containsExactly(proved, Samples.card(2));
    assertThat(store.of(TASK_ID)).hasSize(2);
    assertThat(store.of(new TaskId("t_ffffffffffffffff"))).isEmpty();
    assertThat(Samples.file(store, proved)).isEqualTo(Samples.bytes("brain"));
    assertThat(store.history(TASK_ID))
        .extracting(StageChange::stage)
        .containsExactly(Stage.CANDIDATE, Stage.SHADOW, Stage.CANDIDATE);
  }

  @Test
  void aRetiredStudentKeepsItsCardAndLosesItsFile() {
    store.add(Samples.card(1), Samples.bytes("brain"));
    store.add(Samples.card(2), Samples.bytes("other"));
    StudentCard retired = Samples.card(1).at(Stage.RETIRED, "replaced");
    store.update(List.of(retired));

    assertThat(store.all()).containsExactly(retired, Samples.card(2));
    assertThatThrownBy(() -> Samples.file(store, retired))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageEndingWith("is gone.");
    assertThat(Samples.file(store, Samples.card(2))).isEqualTo(Samples.bytes("other"));
  }

  @Test
  void aStudentsFileIsMappedWhileItIsReadAndNotAfter() {
    store.add(Samples.card(1), Samples.bytes("brain"));
    ByteBuffer mapped =
        store.read(
            Samples.card(1),
            file -> {
              assertThat(file.isDirect()).isTrue();
              assertThat(file.isReadOnly()).isTrue();
              return file;
            });
    assertThatThrownBy(() -> mapped.get(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStudentsFileOfAnotherLengthIsToldWithBothLengths() {
    store.add(Samples.card(1), Samples.bytes("brainier"));
    assertThatThrownBy(() -> Samples.file(store, Samples.card(1)))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("has 8 bytes, and should have 5.");
  }

  /// The pages that were mapped are gone: the process lives, and says what happened.
  @Test
  void aStudentsFileThatIsCutWhileItIsReadIsTold() throws IOException {
    store.add(Samples.card(1), Samples.bytes("brain"));
    Path file = directory.resolve("students").resolve(Samples.card(1).digest() + ".student");
    assertThatThrownBy(() ->
            store.read(
                Samples.card(1),
                mapped -> {
                  Files.write(file, new byte[0]);
                  byte[] bytes = new byte[mapped.remaining()];
                  mapped.get(bytes);
                  return bytes;
                }))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("was cut while it was read");
  }

  @Test
  void updatesAreAllOrNone() {
    store.add(Samples.card(1), new byte[0]);
    assertThatThrownBy(() ->
            store.update(
                List.of(
                    Samples.card(1).at(Stage.LIVE, "proved"),
                    Samples.card(2).at(Stage.LIVE, "proved"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("student/t_0123456789abcdef/2 was never added");
    assertThat(store.all()).containsExactly(Samples.card(1));
  }

  @Test
  void aVersionIsUsedOnce() {
    store.add(Samples.card(1), new byte[0]);
    assertThatThrownBy(() -> store.add(Samples.card(1), new byte[0]))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("added already");
  }

  @Test
  void afterClosingRecordingIsShedAndWritingRefused() {
    store.close();
    store.record(Samples.taught("trace-0001"));
    assertThat(store.shed()).isEqualTo(1);
    assertThatThrownBy(() -> store.flush()).isInstanceOf(StoreException.class);
  }

  private void record(Trace.Recording... recordings) {
    for (Trace.Recording recording : recordings) {
      store.record(recording);
    }
    store.flush();
  }
}
