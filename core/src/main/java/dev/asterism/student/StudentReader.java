package dev.asterism.student;

import dev.asterism.chat.Label;
import dev.asterism.cost.UsageEstimate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads what [StudentWriter] wrote. Throws whatever a [ByteBuffer] throws where it makes no sense.
final class StudentReader {

  final ByteBuffer buffer;
  private final Encoders encoders;

  StudentReader(ByteBuffer buffer, Encoders encoders) {
    this.buffer = buffer;
    this.encoders = encoders;
  }

  Student student() throws CorruptStudentException {
    byte kind = buffer.get();
    return switch (kind) {
      case StudentFile.LINEAR -> linear();
      case StudentFile.CAREFUL -> careful(linear());
      case StudentFile.COMPOSED -> new ComposedReader(this).student();
      default -> throw new CorruptStudentException("no student is of kind " + kind);
    };
  }

  private CarefulStudent careful(LinearStudent quick) throws CorruptStudentException {
    Encoder encoder = encoder();
    double sure = buffer.getDouble();
    int width = quick.labels().size();
    DenseHead head = dense(width);
    Meaning meaning = new Meaning(head, neighbours(head.rows()), buffer.getDouble());
    return new CarefulStudent(quick, sure, encoder, meaning, selector(Reading.TWICE, width));
  }

  Encoder encoder() throws CorruptStudentException {
    String name = text();
    return encoders
        .preferred()
        .filter(one -> one.name().equals(name))
        .orElseThrow(() ->
            new CorruptStudentException(
                "it was taught with the encoder " + name + ", which cannot be run here"));
  }

  DenseHead dense(int width) {
    int weights = Math.multiplyExact(buffer.getInt(), width);
    return new DenseHead(bytes(weights), floats(width), floats(width));
  }

  private Neighbours neighbours(int numbers) {
    float[] centre = floats(numbers);
    int examples = buffer.getInt();
    int signs = Math.multiplyExact(examples, Neighbours.longs(numbers));
    return new Neighbours(centre, longs(signs), bytes(examples));
  }

  private LinearStudent linear() {
    List<Label> labels = texts().stream().map(Label::parse).toList();
    int width = labels.size();
    List<String> surfaces = texts();
    List<UsageEstimate> usages = new ArrayList<>();
    for (int label = 0; label < width; label++) {
      usages.add(usage());
    }
    Vocabulary vocabulary = vocabulary();
    Head head = head(vocabulary.size(), width);
    return new LinearStudent(
        labels, surfaces, usages, vocabulary, head, selector(Reading.ONCE, width));
  }

  UsageEstimate usage() {
    return new UsageEstimate(buffer.getDouble(), buffer.getDouble(), buffer.getDouble());
  }

  Vocabulary vocabulary() {
    int rows = buffer.getInt();
    long[] rising = rising(rows);
    int[] grams = new int[rows];
    for (int row = 0; row < rows; row++) {
      grams[row] = Math.toIntExact(rising[row]);
    }
    return new Vocabulary(grams, bytes(rows));
  }

  long[] rising(int count) {
    long last = buffer.getLong();
    // Each takes a bit at least.
    fitting(Math.ceilDiv(count, Byte.SIZE), Byte.BYTES);
    long[] sorted = RiceCode.read(count, buffer);
    for (int i = 0; i < count; i++) {
      last += sorted[i];
      sorted[i] = last;
    }
    return sorted;
  }

  Head head(int rows, int width) {
    return flag() ? Head.opposed(bytes(rows), floats(width), floats(width)) : entries(rows, width);
  }

  private Head entries(int rows, int width) {
    byte[] sizes = bytes(rows);
    int[] starts = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      starts[row + 1] = starts[row] + (sizes[row] & 0xFF);
    }
    return new Head(starts, bytes(starts[rows]), bytes(starts[rows]), floats(width), floats(width));
  }

  /// {@return a count, if the file has so many more numbers of so many bytes: room is made for no
  /// more than can be read}
  int fitting(int count, int bytes) {
    if (count < 0 || count > buffer.remaining() / bytes) {
      throw new IllegalArgumentException("%d numbers are said to follow".formatted(count));
    }
    return count;
  }

  boolean flag() {
    return buffer.get() == 1;
  }

  long[] longs(int count) {
    long[] values = new long[fitting(count, Long.BYTES)];
    buffer.asLongBuffer().get(values);
    buffer.position(buffer.position() + Long.BYTES * count);
    return values;
  }

  private Selector selector(int evidence, int width) {
    return new Selector(doubles(evidence + 1), doubles(width));
  }

  List<String> texts() {
    int count = buffer.getInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(text());
    }
    return texts;
  }

  String text() {
    return new String(bytes(buffer.getInt()), StandardCharsets.UTF_8);
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[fitting(count, Byte.BYTES)];
    buffer.get(bytes);
    return bytes;
  }

  float[] floats(int count) {
    float[] values = new float[fitting(count, Float.BYTES)];
    buffer.asFloatBuffer().get(values);
    buffer.position(buffer.position() + Float.BYTES * count);
    return values;
  }

  List<Double> doubles(int count) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(buffer.getDouble());
    }
    return values;
  }
}
