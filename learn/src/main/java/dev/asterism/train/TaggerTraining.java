package dev.asterism.train;

import dev.asterism.student.HashIndex;
import dev.asterism.student.Head;
import dev.asterism.student.Lattice;
import dev.asterism.student.Tagger;
import java.util.Arrays;
import java.util.List;

/// Fits a linear-chain conditional random field by stochastic gradient steps (AdaGrad, as in
/// [SoftmaxTraining]; doubles stand beside floats as they do there) on the likelihood of whole tag
/// sequences.
///
/// Only steps between tags that were seen in training may be taken later, beside those to and from
/// the outside, so that work grows with the steps and not with the square of the tags.
final class TaggerTraining {

  private static final int EPOCHS = 4;

  /// Few texts are read more often.
  private static final int FEW = 3_000;

  private static final int EPOCHS_OF_FEW = 10;

  private static final float RATE = 0.2f;
  private static final float STEP_RATE = 0.1f;
  private static final float BIAS_RATE = 0.01f;
  private static final float BEGINNING_RATE = 0.02f;
  private static final float DECAY = 2e-5f;

  /// A text to learn from.
  ///
  /// @param tokens for each token its features' hashes
  /// @param taggings the ways to tag it that give the right answer, each a tag for each token; more
  ///   than one where a value is there more than once
  record Lesson(long[][] tokens, List<int[]> taggings) {}

  /// What was learnt: neither pruned nor quantized.
  ///
  /// @param weights of the features, a row of tags for each
  /// @param biases one for each tag
  /// @param starts of each tag's row in `from`, as in a [Tagger]
  record Fit(
      HashIndex features,
      float[] weights,
      float[] biases,
      int[] starts,
      int[] from,
      float[] steps,
      float[] beginnings) {

    /// @param kept the share of the features' weights to keep, in (0, 1]
    Tagger tagger(double kept) {
      return new Tagger(features, Head.of(weights, biases, kept), starts, from, steps, beginnings);
    }
  }

  private final int width;
  private final int[] starts;
  private final int[] from;
  private final float[] stepWeights;
  private final float[] stepSeen;
  private final float[] beginnings;
  private final float[] biases;
  private final float[] weights;
  private final float[] seen;
  private final double[] gradient;

  private TaggerTraining(int rows, int width, boolean[][] allowed) {
    this.width = width;
    this.starts = new int[width + 1];
    int[] all = new int[width * width];
    int count = 0;
    for (int tag = 0; tag < width; tag++) {
      for (int before = 0; before < width; before++) {
        if (allowed[before][tag]) {
          all[count++] = before;
        }
      }
      starts[tag + 1] = count;
    }
    this.from = Arrays.copyOf(all, count);
    this.stepWeights = new float[count];
    this.stepSeen = new float[count];
    this.beginnings = new float[width];
    this.biases = new float[width];
    this.weights = new float[rows * width];
    this.seen = new float[rows];
    this.gradient = new double[width];
  }

  /// {@return what is learnt of so many tags}
  static Fit fit(List<Lesson> lessons, int tags, long seed) {
    HashIndex features = features(lessons, lessons.size() < 300 ? 1 : 2);
    boolean[][] allowed = new boolean[tags][tags];
    for (int tag = 0; tag < tags; tag++) {
      // Inside of a field only after a part of the same.
      allowed[tag][0] = true;
      allowed[0][tag] = tag == 0 || tag % 2 == 1;
      allowed[tag][tag] = tag % 2 == 0;
      if (tag % 2 == 1) {
        allowed[tag][tag + 1] = true;
      }
    }
    int[][][] rows = new int[lessons.size()][][];
    for (int i = 0; i < rows.length; i++) {
      Lesson lesson = lessons.get(i);
      rows[i] =
          Arrays.stream(lesson.tokens())
              .map(token -> places(features, token))
              .toArray(int[][]::new);
      for (int[] tagging : lesson.taggings()) {
        for (int token = 1; token < tagging.length; token++) {
          allowed[tagging[token - 1]][tagging[token]] = true;
        }
      }
    }
    TaggerTraining training = new TaggerTraining(features.size(), tags, allowed);
    training.run(rows, lessons, seed);
    return new Fit(
        features,
        training.weights,
        training.biases,
        training.starts,
        training.from,
        training.stepWeights,
        training.beginnings);
  }

  private void run(int[][][] rows, List<Lesson> lessons, long seed) {
    int passes = rows.length < FEW ? EPOCHS_OF_FEW : EPOCHS;
    Passes.over(
        rows.length,
        passes,
        seed,
        (place, fall) -> learn(rows[place], lessons.get(place).taggings(), fall));
  }

  private void learn(int[][] rows, List<int[]> taggings, float fall) {
    int size = rows.length;
    if (size == 0) {
      return;
    }
    float[][] sums = new float[size][width];
    for (int token = 0; token < size; token++) {
      sum(rows[token], sums[token]);
    }
    int[] tags = likeliest(taggings, sums);
    double[] steps = new double[stepWeights.length];
    for (int at = 0; at < steps.length; at++) {
      steps[at] = Math.exp(stepWeights[at]);
    }
    Lattice lattice = Lattice.of(sums, beginnings, starts, from, steps);
    if (!Double.isFinite(lattice.logarithm())) {
      // Beyond floating point there is no gradient to follow.
      return;
    }
    learnSteps(lattice, steps, tags, fall);
    for (int token = 0; token < size; token++) {
      double norm = 0;
      for (int tag = 0; tag < width; tag++) {
        gradient[tag] = lattice.marginal(token, tag) - (tag == tags[token] ? 1 : 0);
        norm += gradient[tag] * gradient[tag];
      }
      if (norm < 1e-7f) {
        continue;
      }
      for (int row : rows[token]) {
        seen[row] += (float) norm;
        update(row * width, fall * RATE / (float) Math.sqrt(seen[row]), fall * DECAY);
      }
      for (int tag = 0; tag < width; tag++) {
        biases[tag] -= (float) (fall * BIAS_RATE * gradient[tag]);
        if (token == 0) {
          beginnings[tag] -= (float) (fall * BEGINNING_RATE * gradient[tag]);
        }
      }
    }
  }

  /// Of several right ways the one that is likeliest by what was learnt so far.
  private int[] likeliest(List<int[]> taggings, float[][] sums) {
    int[] best = taggings.getFirst();
    float most = Float.NEGATIVE_INFINITY;
    for (int[] tags : taggings) {
      float score = 0;
      for (int token = 0; taggings.size() > 1 && token < tags.length; token++) {
        score += sums[token][tags[token]];
        score += token == 0 ? beginnings[tags[0]] : step(tags[token - 1], tags[token]);
      }
      if (score > most) {
        most = score;
        best = tags;
      }
    }
    return best;
  }

  private float step(int before, int tag) {
    for (int at = starts[tag]; at < starts[tag + 1]; at++) {
      if (from[at] == before) {
        return stepWeights[at];
      }
    }
    return Float.NEGATIVE_INFINITY;
  }

  private void learnSteps(Lattice lattice, double[] steps, int[] tags, float fall) {
    float[] expected = new float[steps.length];
    for (int token = 1; token < tags.length; token++) {
      double[] before = lattice.forward()[token - 1];
      for (int tag = 0; tag < width; tag++) {
        double after =
            lattice.local()[token][tag] * lattice.backward()[token][tag] / lattice.scales()[token];
        for (int at = starts[tag]; at < starts[tag + 1]; at++) {
          expected[at] += (float) (before[from[at]] * steps[at] * after);
        }
      }
      for (int at = starts[tags[token]]; at < starts[tags[token] + 1]; at++) {
        if (from[at] == tags[token - 1]) {
          expected[at] -= 1;
        }
      }
    }
    for (int at = 0; at < expected.length; at++) {
      if (Math.abs(expected[at]) > 1e-5f) {
        stepSeen[at] += expected[at] * expected[at];
        stepWeights[at] -=
            fall * STEP_RATE * expected[at] / (float) Math.sqrt(stepSeen[at] + 1e-2f);
      }
    }
  }

  /// Adds up what a token's features say, in the gradient's place.
  private void sum(int[] rows, float[] sums) {
    for (int tag = 0; tag < width; tag++) {
      gradient[tag] = biases[tag];
    }
    for (int row : rows) {
      add(row * width);
    }
    for (int tag = 0; tag < width; tag++) {
      sums[tag] = (float) gradient[tag];
    }
  }

  private void add(int row) {
    for (int tag = 0; tag < gradient.length; tag++) {
      gradient[tag] += weights[row + tag];
    }
  }

  private void update(int row, float step, float decay) {
    for (int tag = 0; tag < gradient.length; tag++) {
      weights[row + tag] -= (float) (step * gradient[tag]) + decay * weights[row + tag];
    }
  }

  /// Features that at least so many of the texts' tokens have, sorted.
  private static HashIndex features(List<Lesson> lessons, int least) {
    int total =
        lessons.stream().flatMap(l -> Arrays.stream(l.tokens())).mapToInt(t -> t.length).sum();
    long[] all = new long[total];
    int size = 0;
    for (Lesson lesson : lessons) {
      for (long[] token : lesson.tokens()) {
        System.arraycopy(token, 0, all, size, token.length);
        size += token.length;
      }
    }
    Arrays.sort(all);
    int kept = 0;
    for (int begin = 0; begin < size; ) {
      int end = begin;
      while (end < size && all[end] == all[begin]) {
        end++;
      }
      if (end - begin >= least) {
        all[kept++] = all[begin];
      }
      begin = end;
    }
    return new HashIndex(Arrays.copyOf(all, kept));
  }

  private static int[] places(HashIndex features, long[] token) {
    return Arrays.stream(token).mapToInt(features::find).filter(row -> row >= 0).toArray();
  }
}
