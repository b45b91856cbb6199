package dev.asterism.server;

import static dev.asterism.server.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Label;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreSettings;
import dev.asterism.student.Encoder;
import dev.asterism.student.Encoders;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Origin;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningScheduleTest {

  private static final List<TaskId> TASKS =
      List.of(
          new TaskId("t_1111111111111111"),
          new TaskId("t_2222222222222222"),
          new TaskId("t_3333333333333333"));

  @TempDir private Path data;

  /// The first task and the last one take more memory than there is, whatever the order is.
  @Test
  void aTaskWhoseTrainingFailsHoldsUpNoOtherAndSaysSo() throws Exception {
    Encoders encoders = () -> Optional.of(new Devouring());
    try (SqliteStore store = SqliteStore.open(data, StoreSettings.DEFAULT)) {
      for (TaskId task : TASKS) {
        for (int i = 0; i < 60; i++) {
          String word = task.equals(TASKS.get(1)) ? "about " : Devouring.FOOD;
          record(store, task, i, word + (i % 2 == 0 ? "pears " : "saws ") + i);
        }
      }
      store.flush();
      LoadedStudents students = new LoadedStudents(store, encoders, 1 << 20);
      try (LearningSchedule schedule =
          new LearningSchedule(
              store,
              new Discovery(store),
              new Roster(students),
              students,
              encoders,
              FruitOrTool.learning(0.001, 0),
              Optional.empty())) {
        schedule.start();
        eventually(() -> {
          assertThat(schedule.lastWord(TASKS.get(0))).contains("training failed");
          assertThat(schedule.lastWord(TASKS.get(1))).contains("cross-fitted on 60 traces");
          assertThat(schedule.lastWord(TASKS.get(2))).contains("training failed");
          assertThat(schedule.doing().idle()).isTrue();
        });
      }
    }
  }

  /// An encoder that some texts are too much for.
  private record Devouring() implements Encoder {

    static final String FOOD = "a feast of ";

    @Override
    public String name() {
      return "devouring";
    }

    @Override
    public int width() {
      return 2;
    }

    @Override
    public double millis(String text) {
      return 1;
    }

    @Override
    public boolean takesIn(String text) {
      return true;
    }

    @Override
    public float[] encode(String text) {
      if (text.startsWith(FOOD)) {
        throw new OutOfMemoryError("as if there were too little");
      }
      return new float[] {0.6f, 0.8f};
    }
  }

  private static void record(SqliteStore store, TaskId task, int number, String input) {
    TraceId id = new TraceId(task + "-" + number);
    String answer = number % 2 == 0 ? "fruit" : "tool";
    Example example =
        new Example(
            0,
            id,
            0,
            task,
            input,
            Optional.of(new Label.Text(answer)),
            true,
            answer,
            true,
            Optional.empty(),
            Optional.empty(),
            10,
            3);
    Task asked = new Task(task, "test", "", new AnswerSpace.Open(), "big", Origin.NAMED);
    store.record(
        new Trace.Recording(
            FruitOrTool.answered(id), new byte[0], new byte[0], List.of(asked), List.of(example)));
  }
}
