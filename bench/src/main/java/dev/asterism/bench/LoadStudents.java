package dev.asterism.bench;

import dev.asterism.local.LocalEncoders;
import dev.asterism.replay.TaskFolder;
import dev.asterism.replay.TaskFolder.Row;
import dev.asterism.student.CorruptStudentException;
import dev.asterism.student.Encoders;
import dev.asterism.student.Footprint;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads a thousand students from files, as a server does that starts with that many live.
///
/// `LoadStudents DIRECTORY [ROWS]`: teaches one student with rows of DIRECTORY/train.jsonl, writes
/// its file a thousand times, and reads all of them back, each mapped into memory as a server does.
final class LoadStudents {

  private static final int STUDENTS = 1_000;

  private LoadStudents() {}

  static void main(String[] arguments) throws IOException, CorruptStudentException {
    int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3_000;
    Encoders encoders = new LocalEncoders();
    List<Row> train = TaskFolder.read(Path.of(arguments[0]), Set.of()).train();
    Student student =
        Lessons.teach(train.subList(0, Math.min(rows, train.size())), 0.05, encoders, 7);
    byte[] file = StudentFile.encode(student);
    try (Scratch scratch = Scratch.named("load")) {
      read(student, file, scratch.path(), encoders);
    }
  }

  private static void read(Student student, byte[] file, Path folder, Encoders encoders)
      throws IOException, CorruptStudentException {
    for (int i = 0; i < STUDENTS; i++) {
      Files.write(folder.resolve(i + ".student"), file);
    }
    long before = used();
    long begun = System.nanoTime();
    List<Student> read = new ArrayList<>();
    for (int i = 0; i < STUDENTS; i++) {
      read.add(read(folder.resolve(i + ".student"), encoders));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    long after = used();
    System.out.printf(
        "%s, %,d bytes: %d read in %.2f s, %.0f MB of heap, %.0f MB foreseen%n",
        student.getClass().getSimpleName(),
        file.length,
        read.size(),
        seconds,
        (after - before) / 1e6,
        Footprint.of(student) * (double) STUDENTS / 1e6);
  }

  private static Student read(Path path, Encoders encoders)
      throws IOException, CorruptStudentException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      MemorySegment mapped = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena);
      return StudentFile.decode(mapped.asByteBuffer(), encoders);
    }
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
