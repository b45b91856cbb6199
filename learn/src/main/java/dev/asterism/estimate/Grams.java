package dev.asterism.estimate;

import dev.asterism.estimate.Descriptions.Description;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/// How alike questions are to one another, sign by sign; lower triangles.
///
/// @param words by equal n-grams
/// @param shapes by length, numbers, signs
/// @param meanings by what an encoder reads; no rows where there is none
record Grams(double[][] words, double[][] shapes, double[][] meanings) {

  static Grams of(List<Description> questions) {
    boolean read = questions.getFirst().meaning().length > 0;
    return new Grams(
        gram(questions, Description::sharedWords),
        gram(questions, Description::sameShape),
        read ? gram(questions, Description::sameMeaning) : new double[0][]);
  }

  boolean hasMeanings() {
    return meanings.length > 0;
  }

  int size() {
    return words.length;
  }

  private static double[][] gram(
      List<Description> questions, ToDoubleBiFunction<Description, Description> alike) {
    double[][] gram = new double[questions.size()][];
    for (int i = 0; i < gram.length; i++) {
      gram[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        gram[i][j] = alike.applyAsDouble(questions.get(i), questions.get(j));
      }
    }
    return gram;
  }
}
