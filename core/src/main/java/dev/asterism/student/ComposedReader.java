package dev.asterism.student;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Spelling;
import dev.asterism.chat.Value;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what [ComposedWriter] wrote.
final class ComposedReader {

  static final byte CONSTANT = 1;
  static final byte CHOSEN = 2;
  static final byte SEVERAL = 3;
  static final byte COPIED = 4;
  static final byte FIELDS = 5;

  /// Objects in objects: no answer that is learnt goes deeper.
  private static final int DEEPEST = 20;

  private final StudentReader in;
  private final ByteBuffer buffer;

  ComposedReader(StudentReader in) {
    this.in = in;
    this.buffer = in.buffer;
  }

  ComposedStudent student() throws CorruptStudentException {
    Schema schema = Schema.read(in.text());
    Parts parts = parts();
    Certainty certainty = certainty();
    Optional<ComposedStudent.Second> second =
        in.flag()
            ? Optional.of(new ComposedStudent.Second(in.encoder(), buffer.getDouble(), certainty()))
            : Optional.empty();
    return new ComposedStudent(
        parts, schema, certainty, second, style(), in.usage(), buffer.getDouble());
  }

  private Parts parts() {
    Shape shape = shape(0);
    Vocabulary vocabulary = in.vocabulary();
    List<Chooser> choosers = new ArrayList<>();
    for (int left = buffer.getInt(); left > 0; left--) {
      int width = buffer.getInt();
      double least = buffer.getDouble();
      Head grams = in.head(vocabulary.size(), width);
      Optional<DenseHead> meaning = in.flag() ? Optional.of(in.dense(width)) : Optional.empty();
      choosers.add(new Chooser(grams, meaning, least));
    }
    List<Tagger> taggers = new ArrayList<>();
    for (int left = buffer.getInt(); left > 0; left--) {
      taggers.add(tagger());
    }
    int patterns = buffer.getInt();
    Familiar familiar = new Familiar(in.rising(patterns), numbers(patterns));
    return new Parts(shape, vocabulary, choosers, taggers, familiar);
  }

  private Tagger tagger() {
    int tags = buffer.getInt();
    int rows = buffer.getInt();
    HashIndex features = new HashIndex(in.rising(rows));
    Head head = in.head(rows, tags);
    int[] starts = numbers(tags + 1);
    int[] from = numbers(starts[tags]);
    return new Tagger(features, head, starts, from, in.floats(from.length), in.floats(tags));
  }

  private Shape shape(int depth) {
    byte kind = buffer.get();
    return switch (kind) {
      case CONSTANT ->
          new Shape.Constant(
              value()
                  .orElseThrow(() -> new IllegalArgumentException("a constant without a value")));
      case CHOSEN -> new Shape.Chosen(buffer.getInt(), values());
      case SEVERAL ->
          new Shape.Several(
              buffer.getInt(), values().stream().flatMap(Optional::stream).toList(), value());
      case COPIED ->
          new Shape.Copied(
              buffer.getInt(),
              buffer.getInt(),
              Transformation.valueOf(in.text()),
              Shape.Repeats.valueOf(in.text()),
              value());
      case FIELDS -> fields(depth);
      default -> throw new IllegalArgumentException("no part is of kind " + kind);
    };
  }

  private Shape fields(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("objects lie in objects too deep");
    }
    List<Shape.Field> fields = new ArrayList<>();
    for (int left = buffer.getInt(); left > 0; left--) {
      fields.add(new Shape.Field(in.text(), shape(depth + 1)));
    }
    return new Shape.Fields(fields);
  }

  private Style style() {
    String before = in.text();
    String after = in.text();
    Spelling spelling = new Spelling(in.text(), in.text(), buffer.getInt(), in.flag(), in.texts());
    return new Style(before, spelling, after);
  }

  private Certainty certainty() {
    return new Certainty(in.doubles(Certainty.EVIDENCE), in.doubles(buffer.getInt()));
  }

  private List<Optional<Value>> values() {
    List<Optional<Value>> values = new ArrayList<>();
    for (int left = buffer.getInt(); left > 0; left--) {
      values.add(value());
    }
    return values;
  }

  private Optional<Value> value() {
    if (!in.flag()) {
      return Optional.empty();
    }
    String json = in.text();
    return Optional.of(
        Value.read(json).orElseThrow(() -> new IllegalArgumentException("no value: " + json)));
  }

  private int[] numbers(int count) {
    int[] numbers = new int[in.fitting(count, Integer.BYTES)];
    for (int i = 0; i < count; i++) {
      numbers[i] = buffer.getInt();
    }
    return numbers;
  }
}
