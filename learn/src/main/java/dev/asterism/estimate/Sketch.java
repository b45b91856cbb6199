package dev.asterism.estimate;

import dev.asterism.student.NGrams;
import dev.asterism.student.Vocabulary;
import java.util.Arrays;
import java.util.List;

/// What is read of a question: hashes of its n-grams, and its shape. It holds none of its words.
///
/// @param grams repeats kept
/// @param shape counts, as logarithms
public record Sketch(long[] grams, double[] shape) {

  /// What a single question holds tells nothing of another.
  private static final int LEAST = 2;

  public Sketch {
    if (shape.length != Shape.WIDTH) {
      throw new IllegalArgumentException("a shape is of %d numbers".formatted(Shape.WIDTH));
    }
  }

  public static Sketch of(String text) {
    return new Sketch(NGrams.of(text), Shape.of(text));
  }

  /// {@return the n-grams that are told apart in questions}
  static Vocabulary vocabulary(List<Sketch> questions) {
    return Vocabulary.of(questions.stream().map(Sketch::grams).toList(), LEAST);
  }

  /// {@return as much of each question as is learnt from them together: what at least one other
  /// holds too, and not in the order of the text}
  public static List<Sketch> shared(List<Sketch> questions) {
    Vocabulary vocabulary = vocabulary(questions);
    return questions.stream().map(question -> question.only(vocabulary)).toList();
  }

  private Sketch only(Vocabulary known) {
    return new Sketch(
        Arrays.stream(grams)
            .filter(gram -> known.vector(new long[] {gram}).rows().length > 0)
            .sorted()
            .toArray(),
        shape);
  }
}
