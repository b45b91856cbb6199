package dev.asterism.train;

import dev.asterism.student.Head;
import dev.asterism.student.LinearStudent;
import dev.asterism.student.Reading;
import dev.asterism.student.Vocabulary;

/// What a student keeps of the n-grams it learnt.
record Words(Vocabulary vocabulary, Head head) {

  /// {@return what they say of a text's n-grams}
  Reading read(long[] text) {
    return LinearStudent.read(vocabulary, head, text);
  }
}
