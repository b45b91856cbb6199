package dev.asterism.student;

/// A student's file that cannot be used: it is not what was written, or needs what is not here.
public final class CorruptStudentException extends Exception {

  private static final long serialVersionUID = 1L;

  CorruptStudentException(String message) {
    super(message);
  }
}
