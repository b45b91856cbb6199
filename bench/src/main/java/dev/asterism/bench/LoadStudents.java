package dev.asterism.bench;

import dev.asterism.chat.Label;
import dev.asterism.local.LocalEncoders;
import dev.asterism.student.CorruptStudentException;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Origin;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.TraceId;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.Outcome;
import dev.asterism.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a thousand students from files, as a server does that starts with that many live.
///
/// `LoadStudents DIRECTORY [ROWS]`: teaches one student with rows of DIRECTORY/train.jsonl, writes
/// its file a thousand times, and reads all of them back.
final class LoadStudents {

  private static final int STUDENTS = 1_000;

  private LoadStudents() {}

  static void main(String[] arguments) throws IOException, CorruptStudentException {
    int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3_000;
    Encoders encoders = new LocalEncoders();
    Student student = teach(Path.of(arguments[0], "train.jsonl"), rows, encoders);
    byte[] file = StudentFile.encode(student);
    Path folder = Files.createTempDirectory("asterism-load");
    for (int i = 0; i < STUDENTS; i++) {
      Files.write(folder.resolve(i + ".student"), file);
    }
    long before = used();
    long begun = System.nanoTime();
    List<Student> read = new ArrayList<>();
    for (int i = 0; i < STUDENTS; i++) {
      Path path = folder.resolve(i + ".student");
      read.add(StudentFile.decode(Files.readAllBytes(path), encoders));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    long after = used();
    System.out.printf(
        "%s, %,d bytes: %d read in %.2f s, %.0f MB of heap%n",
        student.getClass().getSimpleName(),
        file.length,
        read.size(),
        seconds,
        (after - before) / 1e6);
    for (int i = 0; i < STUDENTS; i++) {
      Files.delete(folder.resolve(i + ".student"));
    }
    Files.delete(folder);
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static Student teach(Path file, int rows, Encoders encoders) throws IOException {
    Task task =
        new Task(
            new TaskId("t_0000000000000000"),
            "load",
            "",
            new AnswerSpace.Open(),
            "recorded",
            Origin.NAMED);
    JsonMapper json = new JsonMapper();
    List<Example> examples = new ArrayList<>();
    for (String line : Files.readAllLines(file).stream().limit(rows).toList()) {
      JsonNode row = json.readTree(line);
      String output = row.path("output").asString("");
      examples.add(
          new Example(
              examples.size() + 1,
              new TraceId("trace-" + (1_000 + examples.size())),
              0,
              task.id(),
              row.path("input").asString(""),
              Optional.of(new Label.Text(output)),
              true,
              output,
              true,
              Optional.empty(),
              Optional.empty(),
              20,
              3));
    }
    return switch (new Trainer(new LearningSettings(0.05, 0.05, 7), encoders)
        .teach(task, examples, 0, 1)) {
      case Outcome.Taught taught -> taught.student();
      case Outcome.NotYet(var reason) -> throw new IllegalStateException(reason);
    };
  }
}
