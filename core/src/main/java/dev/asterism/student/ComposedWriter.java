package dev.asterism.student;

import dev.asterism.chat.Spelling;
import dev.asterism.chat.Value;
import java.util.List;
import java.util.Optional;

/// Writes what only a composed student has.
final class ComposedWriter {

  private final StudentWriter out;

  ComposedWriter(StudentWriter out) {
    this.out = out;
  }

  void student(ComposedStudent student) {
    out.text(student.schema().rules().canonical());
    parts(student.parts());
    certainty(student.certainty());
    flag(student.second().isPresent());
    student
        .second()
        .ifPresent(second -> {
          out.text(second.encoder().name());
          out.room(8).putDouble(second.sure());
          certainty(second.certainty());
        });
    style(student.style());
    out.usage(student.input());
    out.room(8).putDouble(student.outputPerCharacter());
  }

  void parts(Parts parts) {
    shape(parts.shape());
    out.vocabulary(parts.vocabulary());
    number(parts.choosers().size());
    for (Chooser chooser : parts.choosers()) {
      number(chooser.width());
      out.room(8).putDouble(chooser.least());
      out.head(chooser.grams());
      flag(chooser.meaning().isPresent());
      chooser.meaning().ifPresent(out::dense);
    }
    number(parts.taggers().size());
    parts.taggers().forEach(this::tagger);
    number(parts.familiar().patterns().length);
    out.rising(parts.familiar().patterns());
    numbers(parts.familiar().counts());
  }

  private void tagger(Tagger tagger) {
    number(tagger.beginnings().length);
    number(tagger.features().size());
    out.rising(tagger.features().hashes());
    out.head(tagger.head());
    numbers(tagger.starts());
    numbers(tagger.from());
    out.floats(tagger.weights());
    out.floats(tagger.beginnings());
  }

  private void shape(Shape shape) {
    switch (shape) {
      case Shape.Constant(var value) -> {
        kind(ComposedReader.CONSTANT);
        value(Optional.of(value));
      }
      case Shape.Chosen(int head, var choices) -> {
        kind(ComposedReader.CHOSEN);
        number(head);
        values(choices);
      }
      case Shape.Several(int head, var items, var otherwise) -> {
        kind(ComposedReader.SEVERAL);
        number(head);
        values(items.stream().map(Optional::of).toList());
        value(otherwise);
      }
      case Shape.Copied(int tagger, int field, var how, var repeats, var otherwise) -> {
        kind(ComposedReader.COPIED);
        number(tagger);
        number(field);
        out.text(how.name());
        out.text(repeats.name());
        value(otherwise);
      }
      case Shape.Fields(var fields) -> {
        kind(ComposedReader.FIELDS);
        number(fields.size());
        for (Shape.Field field : fields) {
          out.text(field.name());
          shape(field.shape());
        }
      }
    }
  }

  private void style(Style style) {
    out.text(style.before());
    out.text(style.after());
    Spelling spelling = style.spelling();
    out.text(spelling.afterColon());
    out.text(spelling.afterComma());
    number(spelling.indent());
    flag(spelling.ascii());
    out.texts(spelling.order());
  }

  private void certainty(Certainty certainty) {
    certainty.weights().forEach(weight -> out.room(8).putDouble(weight));
    number(certainty.reliability().size());
    certainty.reliability().forEach(share -> out.room(8).putDouble(share));
  }

  private void values(List<Optional<Value>> values) {
    number(values.size());
    values.forEach(this::value);
  }

  private void value(Optional<Value> value) {
    flag(value.isPresent());
    value.ifPresent(present -> out.text(present.canonical()));
  }

  private void numbers(int[] numbers) {
    for (int number : numbers) {
      number(number);
    }
  }

  private void number(int number) {
    out.room(4).putInt(number);
  }

  private void kind(byte kind) {
    out.room(1).put(kind);
  }

  private void flag(boolean flag) {
    out.room(1).put((byte) (flag ? 1 : 0));
  }
}
