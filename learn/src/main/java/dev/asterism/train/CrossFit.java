package dev.asterism.train;

import dev.asterism.dataset.Dataset;
import dev.asterism.student.Head;
import dev.asterism.student.LinearStudent;
import dev.asterism.student.NGrams;
import dev.asterism.student.Selector;
import dev.asterism.student.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/// Judges every example by a student that did not see it, and learns from those judgements how sure
/// to be.
final class CrossFit {

  static final int EPOCHS = 8;
  static final double KEPT = 0.15;
  private static final int KEPT_WHOLE = 100_000;

  private final List<Judged> judged;
  private final int width;
  private final int folds;

  private CrossFit(List<Judged> judged, int width, int folds) {
    this.judged = List.copyOf(judged);
    this.width = width;
    this.folds = folds;
  }

  /// Weights and words, before anything is known of how sure they are.
  record Raw(Vocabulary vocabulary, Head head) {}

  static Raw fit(List<long[]> texts, int[] labels, int width, long seed) {
    // An n-gram of one text alone teaches only that text, unless there are few texts.
    Vocabulary vocabulary = Vocabulary.of(texts, texts.size() < 300 ? 1 : 2);
    List<Vocabulary.Vector> vectors = texts.stream().map(vocabulary::vector).toList();
    SoftmaxTraining.Fit fit =
        SoftmaxTraining.fit(vocabulary.size(), width, vectors, labels, EPOCHS, seed);
    // Small heads are cheap whole; only large ones are worth pruning.
    double kept = Math.clamp((double) KEPT_WHOLE / fit.weights().length, KEPT, 1);
    return new Raw(vocabulary, Head.of(fit.weights(), fit.biases(), kept));
  }

  static CrossFit of(Dataset dataset, List<long[]> texts, int[] labels, long seed) {
    int width = dataset.labels().size();
    List<Judged> judged = new ArrayList<>();
    for (int fold = 0; fold < dataset.foldCount(); fold++) {
      List<long[]> taught = new ArrayList<>();
      List<Integer> taughtLabels = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        if (dataset.folds().get(i) != fold) {
          taught.add(texts.get(i));
          taughtLabels.add(labels[i]);
        }
      }
      int[] answers = taughtLabels.stream().mapToInt(Integer::intValue).toArray();
      Raw raw = fit(taught, answers, width, seed + fold + 1);
      for (int i = 0; i < texts.size(); i++) {
        if (dataset.folds().get(i) == fold) {
          judged.add(judge(raw, texts.get(i), labels[i], fold));
        }
      }
    }
    return new CrossFit(judged, width, dataset.foldCount());
  }

  private static Judged judge(Raw raw, long[] text, int label, int fold) {
    Vocabulary.Vector vector = raw.vocabulary().vector(text);
    double[] probabilities = LinearStudent.softmax(raw.head().sums(vector), 1);
    int first = LinearStudent.likeliest(probabilities, -1);
    int second = LinearStudent.likeliest(probabilities, first);
    return new Judged(
        first, first == label, probabilities[first], probabilities[second], vector.known(), fold);
  }

  double accuracy() {
    return share(judged);
  }

  /// {@return for each label, the share of held-out answers with it that were right}
  List<Double> reliability() {
    return reliability(-1);
  }

  /// {@return the selector fitted on every judgement: the one that will serve}
  Selector selector() {
    return selector(-1);
  }

  /// A score for every judgement, by a selector that was fitted on the other folds.
  List<Scored> scored() {
    List<Scored> scored = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      List<Double> reliability = reliability(fold);
      Selector selector = selector(fold);
      for (Judged one : judged) {
        if (one.fold() == fold) {
          scored.add(new Scored(selector.score(evidence(one, reliability)), one.correct()));
        }
      }
    }
    scored.sort(java.util.Comparator.comparingDouble(Scored::score).reversed());
    return scored;
  }

  /// A held-out answer with how sure the student was of it.
  record Scored(double score, boolean correct) {}

  private Selector selector(int leftOut) {
    List<Double> reliability = reliability(leftOut);
    List<double[]> rows = new ArrayList<>();
    List<Judged> kept = judged.stream().filter(one -> one.fold() != leftOut).toList();
    boolean[] outcomes = new boolean[kept.size()];
    for (Judged one : kept) {
      outcomes[rows.size()] = one.correct();
      rows.add(evidence(one, reliability));
    }
    return new Selector(LogisticFit.fit(rows, outcomes, Selector.EVIDENCE));
  }

  private static double[] evidence(Judged one, List<Double> reliability) {
    return Selector.evidence(
        one.first(), one.second(), reliability.get(one.predicted()), one.known());
  }

  /// Shrunk towards the mean: a label seen twice is not known to be perfect.
  private List<Double> reliability(int leftOut) {
    double[] right = new double[width];
    double[] all = new double[width];
    for (Judged one : judged) {
      if (one.fold() != leftOut) {
        all[one.predicted()]++;
        right[one.predicted()] += one.correct() ? 1 : 0;
      }
    }
    double mean = share(judged.stream().filter(one -> one.fold() != leftOut).toList());
    List<Double> reliability = new ArrayList<>();
    for (int label = 0; label < width; label++) {
      reliability.add((right[label] + 5 * mean) / (all[label] + 5));
    }
    return reliability;
  }

  private static double share(List<Judged> some) {
    return some.stream().mapToDouble(one -> one.correct() ? 1 : 0).average().orElse(0);
  }

  static List<long[]> texts(Dataset dataset) {
    return dataset.examples().stream().map(example -> NGrams.of(example.input())).toList();
  }
}
