package dev.asterism.model;

import dev.asterism.task.TaskId;
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

  /// {@return a student's file as it was added; the bytes are not checked here}
  byte[] file(StudentCard card);
}
