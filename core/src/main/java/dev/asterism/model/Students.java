package dev.asterism.model;

import dev.asterism.task.TaskId;
import java.nio.ByteBuffer;
import java.util.List;

/// The port through which learning writes models: students' cards and files, kept durably.
public interface Students {

  /// Adds a student with its file. On return both are durable.
  void add(StudentCard card, byte[] file);

  /// Replaces the cards of students already added, all or none. On return the change is durable.
  void update(List<StudentCard> cards);

  /// {@return every student of a task, oldest version first}
  List<StudentCard> of(TaskId task);

  /// {@return every student}
  List<StudentCard> all();

  /// Has a student's file read as it was added; but for its length it is not checked here.
  ///
  /// @param reader sees the file while it reads, and not after
  /// @return what the reader made of it
  <T, E extends Exception> T read(StudentCard card, FileReader<T, E> reader) throws E;

  /// Reads a file.
  ///
  /// @param <T> what it makes of the file
  /// @param <E> what it throws where the file makes no sense
  @FunctionalInterface
  interface FileReader<T, E extends Exception> {

    /// @param file its bytes, from the first to the last; they cannot be changed
    T read(ByteBuffer file) throws E;
  }
}
