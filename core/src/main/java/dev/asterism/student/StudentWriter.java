package dev.asterism.student;

import dev.asterism.chat.Label;
import dev.asterism.cost.UsageEstimate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Writes a student's parts one after another into a buffer that grows.
final class StudentWriter {

  private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

  ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int wanted = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
      buffer = ByteBuffer.allocate(wanted).put(buffer.flip());
    }
    return buffer;
  }

  void student(Student student) {
    switch (student) {
      case LinearStudent linear -> {
        room(1).put(StudentFile.LINEAR);
        linear(linear);
      }
      case CarefulStudent careful -> {
        room(1).put(StudentFile.CAREFUL);
        linear(careful.quick());
        text(careful.encoder().name());
        room(8).putDouble(careful.sure());
        dense(careful.meaning().head());
        neighbours(careful.meaning().neighbours());
        room(8).putDouble(careful.meaning().weight());
        selector(careful.selector());
      }
      case ComposedStudent composed -> {
        room(1).put(StudentFile.COMPOSED);
        new ComposedWriter(this).student(composed);
      }
    }
  }

  private void linear(LinearStudent student) {
    texts(student.labels().stream().map(Label::key).toList());
    texts(student.surfaces());
    student.usages().forEach(this::usage);
    vocabulary(student.vocabulary());
    head(student.head());
    selector(student.selector());
  }

  void usage(UsageEstimate usage) {
    room(24)
        .putDouble(usage.inputBase())
        .putDouble(usage.inputPerCharacter())
        .putDouble(usage.output());
  }

  void vocabulary(Vocabulary vocabulary) {
    room(4).putInt(vocabulary.size());
    rising(Arrays.stream(vocabulary.grams()).asLongStream().toArray());
    bytes(vocabulary.weights());
  }

  /// Numbers of which each is greater than the one before, as what lies between them.
  void rising(long[] sorted) {
    long[] between = new long[sorted.length];
    for (int i = 0; i < between.length; i++) {
      between[i] = i == 0 ? 0 : sorted[i] - sorted[i - 1];
    }
    room(8).putLong(sorted.length == 0 ? 0 : sorted[0]);
    RiceCode.write(between, this);
  }

  void longs(long[] values) {
    for (long value : values) {
      room(8).putLong(value);
    }
  }

  void head(Head head) {
    Optional<byte[]> opposed = head.opposed();
    room(1).put((byte) (opposed.isPresent() ? 1 : 0));
    opposed.ifPresentOrElse(this::bytes, () -> entries(head));
    floats(head.scales());
    floats(head.biases());
  }

  private void entries(Head head) {
    for (int row = 1; row < head.starts().length; row++) {
      room(1).put((byte) (head.starts()[row] - head.starts()[row - 1]));
    }
    bytes(head.labels());
    bytes(head.weights());
  }

  void dense(DenseHead head) {
    room(4).putInt(head.rows());
    bytes(head.weights());
    floats(head.scales());
    floats(head.biases());
  }

  private void neighbours(Neighbours neighbours) {
    floats(neighbours.centre());
    room(4).putInt(neighbours.labels().length);
    longs(neighbours.signs());
    bytes(neighbours.labels());
  }

  private void selector(Selector selector) {
    selector.weights().forEach(weight -> room(8).putDouble(weight));
    selector.reliability().forEach(share -> room(8).putDouble(share));
  }

  void texts(List<String> texts) {
    room(4).putInt(texts.size());
    texts.forEach(this::text);
  }

  void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    room(4).putInt(bytes.length);
    bytes(bytes);
  }

  void bytes(byte[] bytes) {
    room(bytes.length).put(bytes);
  }

  void floats(float[] values) {
    for (float value : values) {
      room(4).putFloat(value);
    }
  }
}
