package dev.asterism.train;

import dev.asterism.dataset.Dataset;
import dev.asterism.student.CarefulStudent;
import dev.asterism.student.LinearStudent;
import dev.asterism.student.Reading;
import dev.asterism.train.Confidence.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Judges every example by weights that were not fitted on it.
///
/// @param once by n-grams alone
/// @param twice by meaning too, where there is an encoder; in the same order
record CrossFit(Confidence once, Optional<Confidence> twice) {

  /// A held-out answer with how sure the student was of it.
  record Scored(double score, boolean correct) {}

  static CrossFit of(Dataset dataset, Texts texts, int[] labels, long seed) {
    int width = dataset.labels().size();
    List<Judged> once = new ArrayList<>();
    List<Judged> twice = new ArrayList<>();
    for (int fold = 0; fold < dataset.foldCount(); fold++) {
      int[] taught = places(dataset, fold, false);
      int[] answers = IntStream.of(taught).map(place -> labels[place]).toArray();
      Weights weights = Weights.fit(texts.at(taught), answers, width, seed + fold + 1);
      for (int place : places(dataset, fold, true)) {
        int label = labels[place];
        Reading reading =
            LinearStudent.read(weights.vocabulary(), weights.head(), texts.grams().get(place));
        once.add(new Judged(reading, reading.label() == label, fold));
        if (weights.meaning().isPresent()) {
          float[] meaning = texts.meanings().get(place);
          Reading again = CarefulStudent.readAgain(reading, weights.meaning().get(), meaning);
          twice.add(new Judged(again, again.label() == label, fold));
        }
      }
    }
    return new CrossFit(
        new Confidence(once, width),
        twice.isEmpty() ? Optional.empty() : Optional.of(new Confidence(twice, width)));
  }

  private static int[] places(Dataset dataset, int fold, boolean inside) {
    return IntStream.range(0, dataset.examples().size())
        .filter(place -> (dataset.folds().get(place) == fold) == inside)
        .toArray();
  }

  /// {@return every judgement with its score, when n-grams alone are read}
  List<Scored> scored() {
    double[] scores = once.scores();
    return IntStream.range(0, scores.length)
        .mapToObj(i -> new Scored(scores[i], once.judged().get(i).correct()))
        .toList();
  }
}
