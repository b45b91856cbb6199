package dev.asterism.student;

import dev.asterism.chat.Label;
import dev.asterism.cost.UsageEstimate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
        DenseHead head = careful.head();
        room(4).putInt(head.rows());
        bytes(head.weights());
        floats(head.scales());
        floats(head.biases());
        selector(careful.selector());
      }
    }
  }

  private void linear(LinearStudent student) {
    texts(student.labels().stream().map(Label::key).toList());
    texts(student.surfaces());
    for (UsageEstimate usage : student.usages()) {
      room(24)
          .putDouble(usage.inputBase())
          .putDouble(usage.inputPerCharacter())
          .putDouble(usage.output());
    }
    Vocabulary vocabulary = student.vocabulary();
    room(4).putInt(vocabulary.size());
    for (long gram : vocabulary.grams()) {
      room(8).putLong(gram);
    }
    floats(vocabulary.weights());
    Head head = student.head();
    for (int start : head.starts()) {
      room(4).putInt(start);
    }
    for (short label : head.labels()) {
      room(1).put((byte) label);
    }
    bytes(head.weights());
    floats(head.scales());
    floats(head.biases());
    selector(student.selector());
  }

  private void selector(Selector selector) {
    selector.weights().forEach(weight -> room(8).putDouble(weight));
    selector.reliability().forEach(share -> room(8).putDouble(share));
  }

  private void texts(List<String> texts) {
    room(4).putInt(texts.size());
    texts.forEach(this::text);
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    room(4).putInt(bytes.length);
    bytes(bytes);
  }

  private void bytes(byte[] bytes) {
    room(bytes.length).put(bytes);
  }

  private void floats(float[] values) {
    for (float value : values) {
      room(4).putFloat(value);
    }
  }
}
