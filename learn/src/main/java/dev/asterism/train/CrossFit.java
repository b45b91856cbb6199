package dev.asterism.train;

import dev.asterism.dataset.Dataset;
import dev.asterism.student.CarefulStudent;
import dev.asterism.student.DenseHead;
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
/// @param kept the share of the n-grams' weights that was kept
record CrossFit(Confidence once, Optional<Confidence> twice, double kept) {

  /// A held-out answer with how sure the student was of it.
  record Scored(double score, boolean correct) {}

  /// What the other folds taught.
  ///
  /// @param sizes the n-grams, pruned to each size
  /// @param places the examples held out
  private record Fold(List<Words> sizes, Optional<DenseHead> meaning, int[] places) {}

  /// @param labels the label of each example
  /// @param prior taught in every fold, judged in none
  static CrossFit of(Dataset dataset, Texts texts, int[] labels, LabelWords prior, long seed) {
    Pruning pruning = new Pruning();
    List<Fold> folds = new ArrayList<>();
    for (int number = 0; number < dataset.foldCount(); number++) {
      int[] taught = places(dataset, number, false);
      int[] answers = IntStream.of(taught).map(place -> labels[place]).toArray();
      int width = dataset.labels().size();
      Weights weights = Weights.fit(texts.at(taught), answers, prior, width, seed + number + 1);
      List<Words> sizes = Pruning.sizes(weights);
      int[] places = places(dataset, number, true);
      for (int place : places) {
        pruning.judge(weights, sizes, texts.grams().get(place), labels[place]);
      }
      folds.add(new Fold(sizes, weights.meaning(), places));
    }
    return read(dataset, texts, labels, folds, pruning.smallest());
  }

  private static CrossFit read(
      Dataset dataset, Texts texts, int[] labels, List<Fold> folds, int size) {
    List<Judged> once = new ArrayList<>();
    List<Judged> twice = new ArrayList<>();
    for (int number = 0; number < folds.size(); number++) {
      Fold fold = folds.get(number);
      for (int place : fold.places()) {
        boolean uniform = dataset.examples().get(place).uniform();
        int label = labels[place];
        Reading reading = fold.sizes().get(size).read(texts.grams().get(place));
        once.add(new Judged(reading, reading.label() == label, number, uniform));
        if (fold.meaning().isPresent()) {
          float[] meaning = texts.meanings().get(place);
          Reading again = CarefulStudent.readAgain(reading, fold.meaning().get(), meaning);
          twice.add(new Judged(again, again.label() == label, number, uniform));
        }
      }
    }
    int width = dataset.labels().size();
    return new CrossFit(
        new Confidence(once, width),
        twice.isEmpty() ? Optional.empty() : Optional.of(new Confidence(twice, width)),
        Pruning.share(size));
  }

  private static int[] places(Dataset dataset, int fold, boolean inside) {
    return IntStream.range(0, dataset.examples().size())
        .filter(place -> (dataset.folds().get(place) == fold) == inside)
        .toArray();
  }

  /// {@return uniform judgements with their scores, when n-grams alone are read}
  List<Scored> scored() {
    double[] scores = once.scores();
    return IntStream.range(0, scores.length)
        .filter(i -> once.judged().get(i).uniform())
        .mapToObj(i -> new Scored(scores[i], once.judged().get(i).correct()))
        .toList();
  }
}
