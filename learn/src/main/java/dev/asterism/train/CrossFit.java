package dev.asterism.train;

import dev.asterism.dataset.Dataset;
import dev.asterism.student.Meaning;
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

  /// What was taught to judge the rest by.
  ///
  /// @param sizes the n-grams, pruned to each size
  /// @param places the examples held out
  private record Part(List<Words> sizes, Optional<Meaning> meaning, int[] places) {}

  /// @param labels the label of each example
  /// @param prior taught in every fold, judged in none
  static CrossFit of(Dataset dataset, Texts texts, int[] labels, LabelWords prior, long seed) {
    int width = dataset.labels().size();
    Pruning pruning = new Pruning();
    List<Part> folds = new ArrayList<>();
    for (int number = 0; number < dataset.foldCount(); number++) {
      Weights weights = weights(dataset, texts, labels, prior, seed, number);
      List<Words> sizes = Pruning.sizes(weights);
      int[] places = places(dataset, number, true);
      for (int place : places) {
        pruning.judge(weights, sizes, texts.grams().get(place), labels[place]);
      }
      folds.add(new Part(sizes, weights.meaning(), places));
    }
    Readings known = new Readings(dataset, texts, labels);
    folds.forEach(fold -> known.read(fold, fold.sizes().get(pruning.smallest())));
    double kept = Pruning.share(pruning.smallest());
    Readings strange = new Readings(dataset, texts, labels);
    Strangers.of(labels, width, seed)
        .ifPresent(strangers -> {
          Weights weights = strangers.teach(texts, labels, prior, width, seed);
          Part part = new Part(List.of(), weights.meaning(), strangers.strange());
          strange.read(part, weights.words(kept));
        });
    return new CrossFit(
        new Confidence(known.once, strange.once, width),
        texts.meanings().isEmpty()
            ? Optional.empty()
            : Optional.of(new Confidence(known.twice, strange.twice, width)),
        kept);
  }

  /// {@return the share of some folds' examples that the best reading gets right, with all weights
  /// kept}
  ///
  /// @param some how many folds are held out, one after another
  static double accuracy(
      Dataset dataset, Texts texts, int[] labels, LabelWords prior, long seed, int some) {
    int right = 0;
    int all = 0;
    for (int number = 0; number < Math.min(some, dataset.foldCount()); number++) {
      Weights weights = weights(dataset, texts, labels, prior, seed, number);
      Part part = new Part(List.of(), weights.meaning(), places(dataset, number, true));
      Readings readings = new Readings(dataset, texts, labels);
      readings.read(part, weights.words(1));
      List<Judged> best = readings.twice.isEmpty() ? readings.once : readings.twice;
      right += (int) best.stream().filter(Judged::correct).count();
      all += best.size();
    }
    return all == 0 ? 0 : (double) right / all;
  }

  /// {@return what is learnt of all folds but one}
  private static Weights weights(
      Dataset dataset, Texts texts, int[] labels, LabelWords prior, long seed, int fold) {
    int[] taught = places(dataset, fold, false);
    int[] answers = IntStream.of(taught).map(place -> labels[place]).toArray();
    return Weights.fit(texts.at(taught), answers, prior, dataset.labels().size(), seed + fold + 1);
  }

  /// What is made of examples held out, one after another.
  private static final class Readings {

    private final Dataset dataset;
    private final Texts texts;
    private final int[] labels;
    private final List<Judged> once = new ArrayList<>();
    private final List<Judged> twice = new ArrayList<>();

    Readings(Dataset dataset, Texts texts, int[] labels) {
      this.dataset = dataset;
      this.texts = texts;
      this.labels = labels;
    }

    void read(Part part, Words words) {
      for (int place : part.places()) {
        Reading reading = words.read(texts.grams().get(place));
        once.add(judged(reading, place));
        if (part.meaning().isPresent()) {
          float[] meaning = texts.meanings().get(place);
          twice.add(judged(part.meaning().get().read(reading, meaning), place));
        }
      }
    }

    private Judged judged(Reading reading, int place) {
      return new Judged(
          reading,
          reading.label() == labels[place],
          dataset.folds().get(place),
          dataset.examples().get(place).uniform());
    }
  }

  /// {@return the same, how sure to be told by the traffic alone}
  CrossFit withoutStrangers() {
    return new CrossFit(once.withoutStrangers(), twice.map(Confidence::withoutStrangers), kept);
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
