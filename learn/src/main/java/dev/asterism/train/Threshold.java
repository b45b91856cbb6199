package dev.asterism.train;

import dev.asterism.student.Chooser;
import dev.asterism.student.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds from which probability an item of a set is taken: where most held-out items come out right
/// (the largest F1).
final class Threshold {

  private static final double LEAST = 0.2;
  private static final double MOST = 0.6;
  private static final double STEP = 0.025;

  private Threshold() {}

  static double of(
      Chooser chooser,
      List<Vocabulary.Vector> texts,
      List<float[]> meanings,
      List<boolean[]> labels) {
    List<double[]> chances = new ArrayList<>();
    for (int text = 0; text < texts.size(); text++) {
      Optional<float[]> meaning =
          meanings.isEmpty() ? Optional.empty() : Optional.of(meanings.get(text));
      chances.add(chooser.probabilities(texts.get(text), meaning));
    }
    double best = 0.5;
    double most = -1;
    for (double least = LEAST; least <= MOST; least += STEP) {
      double quality = quality(chances, labels, least);
      if (quality > most) {
        most = quality;
        best = least;
      }
    }
    return best;
  }

  private static double quality(List<double[]> chances, List<boolean[]> labels, double least) {
    int both = 0;
    int either = 0;
    for (int text = 0; text < chances.size(); text++) {
      for (int item = 0; item < labels.get(text).length; item++) {
        boolean taken = chances.get(text)[item] >= least;
        boolean right = labels.get(text)[item];
        both += taken && right ? 2 : 0;
        either += (taken ? 1 : 0) + (right ? 1 : 0);
      }
    }
    return either == 0 ? 0 : (double) both / either;
  }
}
