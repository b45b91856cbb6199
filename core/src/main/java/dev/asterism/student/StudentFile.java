package dev.asterism.student;

import dev.asterism.chat.Label;
import dev.asterism.cost.UsageEstimate;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// A student as bytes: `ASTUDENT`, a version, the length, the student, a CRC-32C over all of it.
public final class StudentFile {

  private static final long MAGIC = 0x4153545544454E54L;
  private static final int VERSION = 1;
  private static final int HEADER = 16;

  private StudentFile() {}

  /// {@return the student as bytes that [#decode] reads back to an equal student}
  public static byte[] encode(LinearStudent student) {
    ByteBuffer buffer = ByteBuffer.allocate(size(student));
    buffer.putLong(MAGIC).putInt(VERSION).putInt(buffer.capacity());
    putTexts(buffer, student.labels().stream().map(Label::key).toList());
    putTexts(buffer, student.surfaces());
    Vocabulary vocabulary = student.vocabulary();
    buffer.putInt(vocabulary.size());
    for (long gram : vocabulary.grams()) {
      buffer.putLong(gram);
    }
    putFloats(buffer, vocabulary.weights());
    Head head = student.head();
    for (int start : head.starts()) {
      buffer.putInt(start);
    }
    for (short label : head.labels()) {
      buffer.put((byte) label);
    }
    buffer.put(head.weights());
    putFloats(buffer, head.scales());
    putFloats(buffer, head.biases());
    buffer.putDouble(student.temperature());
    student.reliability().forEach(buffer::putDouble);
    for (double weight : student.selector().weights()) {
      buffer.putDouble(weight);
    }
    for (UsageEstimate usage : student.usages()) {
      buffer.putDouble(usage.inputBase());
      buffer.putDouble(usage.inputPerCharacter());
      buffer.putDouble(usage.output());
    }
    buffer.putInt(checksum(buffer.array(), buffer.position()));
    return buffer.array();
  }

  /// {@return the student that the bytes hold}
  ///
  /// @throws CorruptStudentException if they were cut, changed, or written by a newer Asterism
  public static LinearStudent decode(byte[] bytes) throws CorruptStudentException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER || buffer.getLong() != MAGIC) {
      throw new CorruptStudentException("not a student's file: it does not begin with ASTUDENT");
    }
    int version = buffer.getInt();
    if (version != VERSION) {
      throw new CorruptStudentException(
          "the student's file has version %d, this Asterism reads version %d"
              .formatted(version, VERSION));
    }
    int length = buffer.getInt();
    if (length != bytes.length) {
      throw new CorruptStudentException(
          "the student's file has %d bytes, it should have %d".formatted(bytes.length, length));
    }
    if (ByteBuffer.wrap(bytes).getInt(length - 4) != checksum(bytes, length - 4)) {
      throw new CorruptStudentException("the student's file was changed: its checksum differs");
    }
    try {
      return read(buffer);
    } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException e) {
      throw new CorruptStudentException("the student's file makes no sense: " + e.getMessage());
    }
  }

  private static LinearStudent read(ByteBuffer buffer) {
    List<Label> labels = texts(buffer).stream().map(Label::parse).toList();
    List<String> surfaces = texts(buffer);
    int width = labels.size();
    int rows = buffer.getInt();
    long[] grams = new long[rows];
    for (int row = 0; row < rows; row++) {
      grams[row] = buffer.getLong();
    }
    Vocabulary vocabulary = new Vocabulary(grams, floats(buffer, rows));
    int[] starts = new int[rows + 1];
    for (int row = 0; row <= rows; row++) {
      starts[row] = buffer.getInt();
    }
    int entries = starts[rows];
    short[] columns = new short[entries];
    for (int entry = 0; entry < entries; entry++) {
      columns[entry] = (short) (buffer.get() & 0xFF);
    }
    byte[] weights = new byte[entries];
    buffer.get(weights);
    Head head = new Head(starts, columns, weights, floats(buffer, width), floats(buffer, width));
    double temperature = buffer.getDouble();
    List<Double> reliability = new ArrayList<>();
    for (int label = 0; label < width; label++) {
      reliability.add(buffer.getDouble());
    }
    double[] selector = new double[Selector.EVIDENCE];
    for (int i = 0; i < selector.length; i++) {
      selector[i] = buffer.getDouble();
    }
    List<UsageEstimate> usages = new ArrayList<>();
    for (int label = 0; label < width; label++) {
      usages.add(new UsageEstimate(buffer.getDouble(), buffer.getDouble(), buffer.getDouble()));
    }
    return new LinearStudent(
        labels,
        surfaces,
        vocabulary,
        head,
        temperature,
        reliability,
        new Selector(selector),
        usages);
  }

  private static int size(LinearStudent student) {
    int width = student.labels().size();
    int rows = student.vocabulary().size();
    int entries = student.head().weights().length;
    int texts = 0;
    for (Label label : student.labels()) {
      texts += 4 + label.key().getBytes(StandardCharsets.UTF_8).length;
    }
    for (String surface : student.surfaces()) {
      texts += 4 + surface.getBytes(StandardCharsets.UTF_8).length;
    }
    int perLabel = 2 * Float.BYTES + 4 * Double.BYTES;
    return HEADER
        + 8
        + texts
        + 4
        + rows * 12
        + (rows + 1) * 4
        + entries * 2
        + width * perLabel
        + (1 + Selector.EVIDENCE) * Double.BYTES
        + 4;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static void putTexts(ByteBuffer buffer, List<String> texts) {
    buffer.putInt(texts.size());
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      buffer.putInt(bytes.length).put(bytes);
    }
  }

  private static List<String> texts(ByteBuffer buffer) {
    int count = buffer.getInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[buffer.getInt()];
      buffer.get(bytes);
      texts.add(new String(bytes, StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static void putFloats(ByteBuffer buffer, float[] values) {
    for (float value : values) {
      buffer.putFloat(value);
    }
  }

  private static float[] floats(ByteBuffer buffer, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = buffer.getFloat();
    }
    return values;
  }
}
