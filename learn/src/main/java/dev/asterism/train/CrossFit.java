package dev.asterism.train;

import dev.asterism.dataset.Dataset;
import dev.asterism.student.Meaning;
import dev.asterism.student.Reading;
import dev.asterism.train.Confidence.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Judges every example by weights that were not fitted on it.
///
/// @param once by n-grams alone
/// @param twice by meaning too, where there is an encoder; in the same order
/// @param kept the share of the n-grams' weights that is worth keeping
/// @param weight of meaning beside n-grams, where it is read
record CrossFit(Confidence once, Optional<Confidence> twice, double kept, double weight) {

  /// A held-out answer with how sure the student was of it.
  record Scored(double score, boolean correct) {}

  /// What was taught to judge the rest by.
  ///
  /// @param places the examples held out
  private record Part(Optional<Meaning> meaning, int[] places) {}

  /// What was taught without a fold.
  ///
  /// @param places the examples of the fold
  private record Fold(Weights weights, int[] places) {

    Fold weighing(double meaning) {
      return new Fold(weights.weighing(meaning), places);
    }

    Part part() {
      return new Part(weights.meaning(), places);
    }
  }

  /// How each size of what was taught did on its fold.
  ///
  /// @param once by n-grams alone
  /// @param twice by meaning too
  private record Sized(Part part, List<Words> sizes, Pruning once, Pruning twice) {}

  /// Folds are taught side by side, in the pool of whoever calls from a pool's thread.
  ///
  /// @param labels the label of each example
  /// @param prior taught in every fold, judged in none
  /// @param tolerance how much accuracy may be lost to keep less
  /// @param share of the weights that are worth keeping which a student may have, in (0, 1]
  static CrossFit of(
      Dataset dataset,
      Texts texts,
      int[] labels,
      LabelWords prior,
      long seed,
      double tolerance,
      double share) {
    int width = dataset.labels().size();
    HeldOut heldOut = new HeldOut(dataset, texts, labels);
    List<Fold> taught = folds(dataset, texts, labels, prior, seed, dataset.foldCount());
    double weight = heldOut.weight(taught);
    List<Sized> folds =
        taught.parallelStream().map(fold -> heldOut.sized(fold.weighing(weight))).toList();
    int smallest =
        Pruning.smallest(
            tolerance,
            Pruning.of(folds.stream().map(Sized::once).toList()),
            Pruning.of(folds.stream().map(Sized::twice).toList()));
    double kept = Sizes.share(smallest);
    Readings known =
        Readings.of(
            folds.parallelStream()
                .map(fold -> heldOut.read(fold.part(), fold.sizes().get(smallest).heaviest(share)))
                .toList());
    Readings strange =
        Strangers.of(labels, width, seed)
            .map(strangers -> {
              Weights weights = strangers.teach(texts, labels, prior, width, seed).weighing(weight);
              Part part = new Part(weights.meaning(), strangers.strange());
              return heldOut.read(part, weights.words(kept).heaviest(share));
            })
            .orElse(Readings.NONE);
    return new CrossFit(
        new Confidence(known.once(), strange.once(), width),
        texts.meanings().isEmpty()
            ? Optional.empty()
            : Optional.of(new Confidence(known.twice(), strange.twice(), width)),
        kept,
        weight);
  }

  /// {@return the share of some folds' examples that the best reading gets right, with all weights
  /// kept}
  ///
  /// @param some how many folds are held out, one after another
  static double accuracy(
      Dataset dataset, Texts texts, int[] labels, LabelWords prior, long seed, int some) {
    HeldOut heldOut = new HeldOut(dataset, texts, labels);
    List<Fold> taught = folds(dataset, texts, labels, prior, seed, some);
    double weight = heldOut.weight(taught);
    Readings all =
        Readings.of(
            taught.parallelStream()
                .map(fold -> fold.weighing(weight))
                .map(fold -> heldOut.read(fold.part(), fold.weights().words(1)))
                .toList());
    List<Judged> best = all.twice().isEmpty() ? all.once() : all.twice();
    return best.stream().mapToInt(judged -> judged.correct() ? 1 : 0).average().orElse(0);
  }

  private static List<Fold> folds(
      Dataset dataset, Texts texts, int[] labels, LabelWords prior, long seed, int some) {
    return IntStream.range(0, Math.min(some, dataset.foldCount()))
        .parallel()
        .mapToObj(number ->
            new Fold(weights(dataset, texts, labels, prior, seed, number), dataset.held(number)))
        .toList();
  }

  /// {@return what is learnt of all folds but one}
  private static Weights weights(
      Dataset dataset, Texts texts, int[] labels, LabelWords prior, long seed, int fold) {
    int[] taught = dataset.taught(fold);
    int[] answers = IntStream.of(taught).map(place -> labels[place]).toArray();
    int width = dataset.labels().size();
    LabelWords known = prior.without(unseen(answers, width));
    return Weights.fit(texts.at(taught), answers, known, width, seed + fold + 1);
  }

  /// Labels of which a fold has no example: as the traffic has labels that nobody has seen yet, of
  /// which no student knows the name.
  private static Set<Integer> unseen(int[] answers, int width) {
    Set<Integer> unseen = IntStream.range(0, width).boxed().collect(Collectors.toSet());
    IntStream.of(answers).forEach(unseen::remove);
    return unseen;
  }

  /// What is made of examples held out, one after another.
  private record Readings(List<Judged> once, List<Judged> twice) {

    static final Readings NONE = new Readings(List.of(), List.of());

    static Readings of(List<Readings> parts) {
      return new Readings(
          parts.stream().flatMap(part -> part.once.stream()).toList(),
          parts.stream().flatMap(part -> part.twice.stream()).toList());
    }
  }

  /// The examples that those held out are taken from.
  private record HeldOut(Dataset dataset, Texts texts, int[] labels) {

    Readings read(Part part, Words words) {
      List<Judged> once = new ArrayList<>();
      List<Judged> twice = new ArrayList<>();
      for (int place : part.places()) {
        Reading reading = words.read(texts.grams().get(place));
        once.add(judged(reading, place));
        if (part.meaning().isPresent()) {
          float[] meaning = texts.meanings().get(place);
          twice.add(judged(part.meaning().get().read(reading, meaning), place));
        }
      }
      return new Readings(once, twice);
    }

    /// {@return how much meaning is to weigh}
    double weight(List<Fold> folds) {
      return Balance.of(folds.parallelStream().map(this::balance).toList()).weight();
    }

    private Balance balance(Fold fold) {
      Balance balance = new Balance();
      Weights weights = fold.weights();
      for (int place : fold.places()) {
        weights
            .meaning()
            .ifPresent(meaning ->
                balance.take(
                    weights.grams().sums(weights.vocabulary().vector(texts.grams().get(place))),
                    meaning.head().sums(texts.meanings().get(place)),
                    labels[place]));
      }
      return balance;
    }

    Sized sized(Fold fold) {
      Sizes sizes = Sizes.of(fold.weights());
      Pruning once = new Pruning(Sizes.count());
      Pruning twice = new Pruning(Sizes.count());
      for (int place : fold.places()) {
        sizes.judge(texts.grams().get(place), texts.meaning(place), labels[place], once, twice);
      }
      return new Sized(fold.part(), sizes.words(), once, twice);
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
    return new CrossFit(
        once.withoutStrangers(), twice.map(Confidence::withoutStrangers), kept, weight);
  }

  /// {@return the same, where meaning is not read}
  CrossFit withoutMeaning() {
    return new CrossFit(once, Optional.empty(), kept, weight);
  }

  /// {@return the share of held-out examples that the best reading gets right}
  double accuracy() {
    return twice.orElse(once).accuracy();
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
