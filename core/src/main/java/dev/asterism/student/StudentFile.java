package dev.asterism.student;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A student as bytes: `ASTUDENT`, a version, the length, the student, a CRC-32C over all of it.
public final class StudentFile {

  static final byte LINEAR = 1;
  static final byte CAREFUL = 2;
  static final byte COMPOSED = 3;

  private static final long MAGIC = 0x4153545544454E54L;
  private static final int VERSION = 7;
  private static final int HEADER = 16;
  private static final int PART = 1 << 13;

  private StudentFile() {}

  /// {@return the student as bytes that [#decode] reads back to an equal student}
  public static byte[] encode(Student student) {
    StudentWriter writer = new StudentWriter();
    writer.room(HEADER).putLong(MAGIC).putInt(VERSION).putInt(0);
    writer.student(student);
    ByteBuffer written = writer.room(Integer.BYTES);
    byte[] file = new byte[written.position() + Integer.BYTES];
    written.putInt(HEADER - Integer.BYTES, file.length).flip();
    ByteBuffer buffer = ByteBuffer.wrap(file).put(written);
    buffer.putInt(checksum(buffer, buffer.position()));
    return file;
  }

  /// {@return the student that a file holds, in memory of its own}
  ///
  /// @param file its bytes from the first to the last; it may be mapped
  /// @param encoders where the encoder is found that the student was taught with, if it was
  /// @throws CorruptStudentException if they were cut, changed, written by a newer Asterism, or if
  ///   there is no such encoder here
  public static Student decode(ByteBuffer file, Encoders encoders) throws CorruptStudentException {
    ByteBuffer buffer = file.slice();
    int size = buffer.limit();
    if (size < HEADER || buffer.getLong() != MAGIC) {
      throw new CorruptStudentException("not a student's file: it does not begin with ASTUDENT");
    }
    int version = buffer.getInt();
    if (version != VERSION) {
      throw new CorruptStudentException(
          "the student's file has version %d, this Asterism reads version %d"
              .formatted(version, VERSION));
    }
    int length = buffer.getInt();
    if (length != size) {
      throw new CorruptStudentException(
          "the student's file has %d bytes, it should have %d".formatted(size, length));
    }
    if (buffer.getInt(length - Integer.BYTES) != checksum(buffer, length - Integer.BYTES)) {
      throw new CorruptStudentException("the student's file was changed: its checksum differs");
    }
    try {
      return new StudentReader(buffer, encoders).student();
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | ArithmeticException
        | NegativeArraySizeException e) {
      throw new CorruptStudentException("the student's file makes no sense: " + e.getMessage());
    }
  }

  /// {@return how many bytes of a file say what a student knows of n-grams}
  public static int size(Vocabulary vocabulary, Head head) {
    StudentWriter writer = new StudentWriter();
    writer.vocabulary(vocabulary);
    writer.head(head);
    return writer.room(0).position();
  }

  /// {@return how many bytes of a file say what a student knows of the parts of answers}
  public static int size(Parts parts) {
    StudentWriter writer = new StudentWriter();
    new ComposedWriter(writer).parts(parts);
    return writer.room(0).position();
  }

  /// Part by part through memory of its own: a page of a mapped file that is gone is an error of
  /// Java there, and the end of the process where native code meets it.
  private static int checksum(ByteBuffer file, int length) {
    CRC32C crc = new CRC32C();
    byte[] part = new byte[PART];
    for (int begin = 0; begin < length; begin += PART) {
      int size = Math.min(PART, length - begin);
      file.get(begin, part, 0, size);
      crc.update(part, 0, size);
    }
    return (int) crc.getValue();
  }
}
