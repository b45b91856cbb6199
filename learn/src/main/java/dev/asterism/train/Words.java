package dev.asterism.train;

import dev.asterism.student.Head;
import dev.asterism.student.LinearStudent;
import dev.asterism.student.Reading;
import dev.asterism.student.Vocabulary;

/// What a student keeps of the n-grams it learnt.
record Words(Vocabulary vocabulary, Head head) {

  /// {@return the heaviest of them, and the n-grams that have any}
  ///
  /// @param share of the weights, in (0, 1]
  Words heaviest(double share) {
    if (share == 1) {
      return this;
    }
    Head lighter = head.heaviest(share);
    return new Words(vocabulary.only(lighter.used()), lighter.withoutUnused());
  }

  /// {@return what they say of a text's n-grams}
  Reading read(long[] text) {
    return LinearStudent.read(vocabulary, head, text);
  }
}
