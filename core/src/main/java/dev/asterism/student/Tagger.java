package dev.asterism.student;

import java.util.Arrays;

/// Finds the parts of a text that an answer copies: a linear-chain conditional random field
/// (Lafferty, McCallum and Pereira 2001) over tokens.
///
/// Tag 0 is outside of all; field f, from 0, has tag 1 + 2f where a part of it begins and 2 + 2f
/// inside of one.
///
/// @param features hashes of the features it knows
/// @param head each feature's weights for the tags
/// @param starts of each tag's row in `from`, one more than there are tags
/// @param from for each step of tags that may be taken, to the row's tag, the tag it comes from
/// @param weights one for each step
/// @param beginnings one for each tag: a text's first
public record Tagger(
    HashIndex features, Head head, int[] starts, int[] from, float[] weights, float[] beginnings) {

  public Tagger {
    int tags = head.biases().length;
    if (features.size() + 1 != head.starts().length
        || starts.length != tags + 1
        || starts[tags] != from.length
        || from.length != weights.length
        || beginnings.length != tags) {
      throw new IllegalArgumentException("the tagger's parts do not fit together");
    }
    for (int tag : from) {
      if (tag < 0 || tag >= tags) {
        throw new IllegalArgumentException("the tagger steps from a tag that is none: " + tag);
      }
    }
  }

  /// {@return the same, without the features that speak for no tag}
  Tagger withoutUnused() {
    int[] rows = head.used();
    return new Tagger(features.only(rows), head.only(rows), starts, from, weights, beginnings);
  }

  /// {@return the tag of a field's first token}
  public static int begin(int field) {
    return 1 + 2 * field;
  }

  /// {@return the tag of a field's other tokens}
  public static int inside(int field) {
    return 2 + 2 * field;
  }

  public int fields() {
    return beginnings.length / 2;
  }

  /// The likeliest tags of a text.
  ///
  /// @param tags one for each token
  /// @param probability of all of them together
  /// @param least the probability of the least likely of them by itself
  /// @param known the share of features that the tagger knows
  public record Tagging(int[] tags, double probability, double least, double known) {}

  public Tagging tag(long[][] tokens) {
    int size = tokens.length;
    if (size == 0) {
      return new Tagging(new int[0], 1, 1, 1);
    }
    float[][] sums = new float[size][];
    int known = 0;
    int all = 0;
    for (int token = 0; token < size; token++) {
      Vocabulary.Vector vector = vector(tokens[token]);
      known += vector.rows().length;
      all += tokens[token].length;
      sums[token] = head.sums(vector);
    }
    int[] best = best(sums);
    Lattice lattice = Lattice.of(sums, this);
    double score = beginnings[best[0]] + sums[0][best[0]];
    double least = lattice.marginal(0, best[0]);
    for (int token = 1; token < size; token++) {
      score += step(best[token - 1], best[token]) + sums[token][best[token]];
      least = Math.min(least, lattice.marginal(token, best[token]));
    }
    // Beyond floating point nothing is likely.
    double likely = Math.exp(score - lattice.logarithm());
    double probability = likely >= 0 ? Math.min(1, likely) : 0;
    return new Tagging(best, probability, least, (double) known / Math.max(1, all));
  }

  private Vocabulary.Vector vector(long[] hashes) {
    int[] rows = new int[hashes.length];
    int count = 0;
    for (long hash : hashes) {
      int row = features.find(hash);
      if (row >= 0) {
        rows[count++] = row;
      }
    }
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return new Vocabulary.Vector(Arrays.copyOf(rows, count), ones, 1);
  }

  /// Viterbi's walk.
  private int[] best(float[][] sums) {
    int width = beginnings.length;
    int size = sums.length;
    float[] scores = new float[width];
    for (int tag = 0; tag < width; tag++) {
      scores[tag] = beginnings[tag] + sums[0][tag];
    }
    int[][] back = new int[size][width];
    for (int token = 1; token < size; token++) {
      float[] next = new float[width];
      for (int tag = 0; tag < width; tag++) {
        float most = Float.NEGATIVE_INFINITY;
        for (int at = starts[tag]; at < starts[tag + 1]; at++) {
          float score = scores[from[at]] + weights[at];
          if (score > most) {
            most = score;
            back[token][tag] = from[at];
          }
        }
        next[tag] = most + sums[token][tag];
      }
      scores = next;
    }
    int[] tags = new int[size];
    for (int tag = 1; tag < width; tag++) {
      tags[size - 1] = scores[tag] > scores[tags[size - 1]] ? tag : tags[size - 1];
    }
    for (int token = size - 1; token > 0; token--) {
      tags[token - 1] = back[token][tags[token]];
    }
    return tags;
  }

  private float step(int before, int tag) {
    for (int at = starts[tag]; at < starts[tag + 1]; at++) {
      if (from[at] == before) {
        return weights[at];
      }
    }
    return Float.NEGATIVE_INFINITY;
  }
}
