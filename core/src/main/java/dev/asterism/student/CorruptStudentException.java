package dev.asterism.student;

/// A student's file that is not what was written.
public final class CorruptStudentException extends Exception {

  private static final long serialVersionUID = 1L;

  CorruptStudentException(String message) {
    super(message);
  }
}
