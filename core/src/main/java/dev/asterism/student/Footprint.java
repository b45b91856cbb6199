package dev.asterism.student;

import dev.asterism.chat.Label;
import java.util.List;

/// How much memory students take, in bytes: what their arrays hold, and about what the objects of
/// their labels do. An encoder is not counted: they share it.
///
/// In memory a student is larger than its file. There a hash takes what its neighbours leave open,
/// a row says how many entries it has and not where they begin, and of two labels one is enough.
public final class Footprint {

  /// No student that is large takes more than so many times the bytes of its file.
  public static final int MOST_FILES = 8;

  /// Of a label and the texts, usage and reliability beside it.
  private static final int LABEL = 180;

  /// Of a value that can be chosen, and of how reliable that is.
  private static final int CHOICE = 100;

  /// A boxed number in a list.
  private static final int BOXED = 20;

  private Footprint() {}

  /// {@return about how many bytes of memory a student takes}
  public static long of(Student student) {
    return switch (student) {
      case LinearStudent linear -> of(linear);
      case CarefulStudent careful ->
          of(careful.quick()) + of(careful.meaning()) + boxed(careful.selector());
      case ComposedStudent composed -> of(composed.parts());
    };
  }

  private static long of(LinearStudent student) {
    return student.vocabulary().memory()
        + of(student.head())
        + boxed(student.selector())
        + student.labels().stream().mapToLong(Footprint::of).sum();
  }

  /// Its text is there twice: as it is, and as the teacher writes it.
  private static long of(Label label) {
    return LABEL + 2L * label.display().length();
  }

  private static long boxed(Selector selector) {
    return (long) BOXED * (selector.weights().size() + selector.reliability().size());
  }

  private static long of(Head head) {
    return floats(head.scales(), head.biases())
        + (long) Integer.BYTES * head.starts().length
        + head.labels().length
        + head.weights().length;
  }

  private static long of(Meaning meaning) {
    Neighbours neighbours = meaning.neighbours();
    return of(meaning.head())
        + floats(neighbours.centre())
        + (long) Long.BYTES * neighbours.signs().length
        + neighbours.labels().length;
  }

  private static long of(DenseHead head) {
    return head.weights().length + floats(head.scales(), head.biases());
  }

  private static long of(Parts parts) {
    return parts.vocabulary().memory()
        + parts.choosers().stream().mapToLong(Footprint::of).sum()
        + parts.taggers().stream().mapToLong(Footprint::of).sum()
        + (long) (Long.BYTES + Integer.BYTES) * parts.familiar().counts().length
        + (long) CHOICE * parts.decisions();
  }

  private static long of(Chooser chooser) {
    return of(chooser.grams()) + chooser.meaning().map(Footprint::of).orElse(0L);
  }

  private static long of(Tagger tagger) {
    return tagger.features().memory()
        + of(tagger.head())
        + floats(tagger.weights(), tagger.beginnings())
        + (long) Integer.BYTES * (tagger.starts().length + tagger.from().length);
  }

  private static long floats(float[]... arrays) {
    return List.of(arrays).stream().mapToLong(array -> (long) Float.BYTES * array.length).sum();
  }
}
