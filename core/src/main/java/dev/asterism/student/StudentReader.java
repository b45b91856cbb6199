package dev.asterism.student;

import dev.asterism.chat.Label;
import dev.asterism.cost.UsageEstimate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads what [StudentWriter] wrote. Throws whatever a [ByteBuffer] throws where it makes no sense.
final class StudentReader {

  private final ByteBuffer buffer;
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
      default -> throw new CorruptStudentException("no student is of kind " + kind);
    };
  }

  private CarefulStudent careful(LinearStudent quick) throws CorruptStudentException {
    String name = text();
    Encoder encoder =
        encoders
            .preferred()
            .filter(one -> one.name().equals(name))
            .orElseThrow(() ->
                new CorruptStudentException(
                    "it was taught with the encoder " + name + ", which cannot be run here"));
    double sure = buffer.getDouble();
    int width = quick.labels().size();
    DenseHead head = new DenseHead(bytes(buffer.getInt() * width), floats(width), floats(width));
    return new CarefulStudent(quick, sure, encoder, head, selector(Reading.TWICE, width));
  }

  private LinearStudent linear() {
    List<Label> labels = texts().stream().map(Label::parse).toList();
    int width = labels.size();
    List<String> surfaces = texts();
    List<UsageEstimate> usages = new ArrayList<>();
    for (int label = 0; label < width; label++) {
      usages.add(new UsageEstimate(buffer.getDouble(), buffer.getDouble(), buffer.getDouble()));
    }
    int rows = buffer.getInt();
    long[] grams = new long[rows];
    for (int row = 0; row < rows; row++) {
      grams[row] = buffer.getLong();
    }
    Vocabulary vocabulary = new Vocabulary(grams, floats(rows));
    int[] starts = new int[rows + 1];
    for (int row = 0; row <= rows; row++) {
      starts[row] = buffer.getInt();
    }
    int entries = starts[rows];
    short[] columns = new short[entries];
    for (int entry = 0; entry < entries; entry++) {
      columns[entry] = (short) (buffer.get() & 0xFF);
    }
    Head head = new Head(starts, columns, bytes(entries), floats(width), floats(width));
    return new LinearStudent(
        labels, surfaces, usages, vocabulary, head, selector(Reading.ONCE, width));
  }

  private Selector selector(int evidence, int width) {
    return new Selector(doubles(evidence + 1), doubles(width));
  }

  private List<String> texts() {
    int count = buffer.getInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(text());
    }
    return texts;
  }

  private String text() {
    return new String(bytes(buffer.getInt()), StandardCharsets.UTF_8);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    buffer.get(bytes);
    return bytes;
  }

  private float[] floats(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = buffer.getFloat();
    }
    return values;
  }

  private List<Double> doubles(int count) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(buffer.getDouble());
    }
    return values;
  }
}
