package dev.asterism.estimate;

import dev.asterism.student.Encoder;
import dev.asterism.student.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Describes questions by what was learnt of many: their words, their shape, and, where there is an
/// encoder, their meaning. No label is read, and no subject is told.
final class Descriptions {

  private final Vocabulary vocabulary;
  private final double[] centre;
  private final double[] spread;
  private final Optional<Encoder> encoder;
  private final float[] middle;

  /// One question.
  ///
  /// @param words of unit length, rows rising
  /// @param shape standardised
  /// @param meaning less the mean meaning; empty where there is no encoder
  record Description(Vocabulary.Vector words, double[] shape, float[] meaning) {

    /// {@return how far the words are the same: the cosine, in [0, 1]}
    double sharedWords(Description other) {
      int[] left = words.rows();
      int[] right = other.words.rows();
      double sum = 0;
      int i = 0;
      int j = 0;
      while (i < left.length && j < right.length) {
        if (left[i] == right[j]) {
          sum += words.values()[i++] * other.words.values()[j++];
        } else if (left[i] < right[j]) {
          i++;
        } else {
          j++;
        }
      }
      return sum;
    }

    double sameShape(Description other) {
      double sum = 0;
      for (int i = 0; i < shape.length; i++) {
        sum += shape[i] * other.shape[i];
      }
      return sum / shape.length;
    }

    double sameMeaning(Description other) {
      double sum = 0;
      for (int i = 0; i < meaning.length; i++) {
        sum += meaning[i] * other.meaning[i];
      }
      return sum;
    }
  }

  private Descriptions(
      Vocabulary vocabulary,
      double[] centre,
      double[] spread,
      Optional<Encoder> encoder,
      float[] middle) {
    this.vocabulary = vocabulary;
    this.centre = centre;
    this.spread = spread;
    this.encoder = encoder;
    this.middle = middle;
  }

  /// {@return what questions teach of which only that is known}
  static Descriptions of(List<Sketch> questions) {
    return of(questions, Optional.empty(), new float[0]);
  }

  static Descriptions of(List<String> texts, Optional<Encoder> encoder) {
    float[] middle = new float[encoder.map(Encoder::width).orElse(0)];
    encoder.ifPresent(reader ->
        texts.forEach(text -> {
          float[] meaning = reader.encode(text);
          for (int i = 0; i < middle.length; i++) {
            middle[i] += meaning[i] / texts.size();
          }
        }));
    return of(texts.stream().map(Sketch::of).toList(), encoder, middle);
  }

  private static Descriptions of(
      List<Sketch> questions, Optional<Encoder> encoder, float[] middle) {
    double[] centre = new double[Shape.WIDTH];
    double[] spread = new double[Shape.WIDTH];
    for (int i = 0; i < Shape.WIDTH; i++) {
      int at = i;
      centre[i] = questions.stream().mapToDouble(one -> one.shape()[at]).average().orElse(0);
      double variance =
          questions.stream()
              .mapToDouble(one -> (one.shape()[at] - centre[at]) * (one.shape()[at] - centre[at]))
              .average()
              .orElse(0);
      spread[i] = variance < 1e-9 ? Double.POSITIVE_INFINITY : Math.sqrt(variance);
    }
    return new Descriptions(Sketch.vocabulary(questions), centre, spread, encoder, middle);
  }

  /// {@return how many different n-grams are known}
  int words() {
    return vocabulary.size();
  }

  Description describe(String text) {
    float[] meaning = encoder.map(reader -> reader.encode(text)).orElse(new float[0]).clone();
    for (int i = 0; i < meaning.length; i++) {
      meaning[i] -= middle[i];
    }
    return describe(Sketch.of(text), meaning);
  }

  /// {@return a question of which nobody reads the meaning}
  Description describe(Sketch question) {
    return describe(question, new float[0]);
  }

  private Description describe(Sketch question, float[] meaning) {
    double[] shape = question.shape().clone();
    for (int i = 0; i < shape.length; i++) {
      shape[i] = (shape[i] - centre[i]) / spread[i];
    }
    return new Description(rising(vocabulary.vector(question.grams())), shape, meaning);
  }

  /// Two questions are held side by side row by row, which takes rows that rise.
  private static Vocabulary.Vector rising(Vocabulary.Vector words) {
    int size = words.rows().length;
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      order[i] = (long) words.rows()[i] << Integer.SIZE | i;
    }
    Arrays.sort(order);
    int[] rows = new int[size];
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      rows[i] = (int) (order[i] >>> Integer.SIZE);
      values[i] = words.values()[(int) order[i]];
    }
    return new Vocabulary.Vector(rows, values, words.known());
  }
}
