package dev.asterism.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The chain's mathematics against the sum over all ways to tag, one by one.
class TaggerTest {

  private static final int TAGS = 3;

  @Test
  void theLikeliestTagsAndTheirProbabilityAreThoseOfAllWaysCountedOneByOne() {
    Random random = new Random(2);
    for (int world = 0; world < 300; world++) {
      Tagger tagger = tagger(random);
      long[][] tokens = new long[1 + random.nextInt(5)][];
      for (int token = 0; token < tokens.length; token++) {
        tokens[token] = new long[] {random.nextInt(4)};
      }
      double total = 0;
      double most = 0;
      double[][] marginals = new double[tokens.length][TAGS];
      for (int[] way : ways(tokens.length)) {
        double weight = weight(tagger, tokens, way);
        total += weight;
        most = Math.max(most, weight);
        for (int token = 0; token < way.length; token++) {
          marginals[token][way[token]] += weight;
        }
      }
      Tagger.Tagging best = tagger.tag(tokens);
      assertThat(weight(tagger, tokens, best.tags())).isCloseTo(most, within(1e-4 * most));
      assertThat(best.probability()).isCloseTo(most / total, within(1e-4));
      double least = 1;
      for (int token = 0; token < tokens.length; token++) {
        least = Math.min(least, marginals[token][best.tags()[token]] / total);
      }
      assertThat(best.least()).isCloseTo(least, within(1e-4));
    }
  }

  @Test
  void aTextWithoutTokensHasNoTags() {
    assertThat(tagger(new Random(1)).tag(new long[0][]).tags()).isEmpty();
  }

  @Test
  void aStepFromATagThatIsNoneIsRefused() {
    Tagger sound = tagger(new Random(1));
    int[] from = sound.from().clone();
    from[0] = TAGS;
    assertThatThrownBy(() ->
            new Tagger(
                sound.features(),
                sound.head(),
                sound.starts(),
                from,
                sound.weights(),
                sound.beginnings()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Outside, begin, inside; inside only after a part of the same.
  private static Tagger tagger(Random random) {
    HashIndex features = new HashIndex(new long[] {0, 1, 2, 3});
    float[] weights = floats(random, features.size() * TAGS);
    return new Tagger(
        features,
        Head.of(weights, floats(random, TAGS), 1),
        new int[] {0, 3, 6, 8},
        new int[] {0, 1, 2, 0, 1, 2, 1, 2},
        floats(random, 8),
        floats(random, TAGS));
  }

  private static float[] floats(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (2 * random.nextGaussian());
    }
    return values;
  }

  private static List<int[]> ways(int length) {
    List<int[]> ways = new ArrayList<>();
    for (int code = 0; code < Math.pow(TAGS, length); code++) {
      int[] way = new int[length];
      int rest = code;
      for (int token = 0; token < length; token++) {
        way[token] = rest % TAGS;
        rest /= TAGS;
      }
      ways.add(way);
    }
    return ways;
  }

  private static double weight(Tagger tagger, long[][] tokens, int[] way) {
    double sum = tagger.beginnings()[way[0]];
    for (int token = 0; token < way.length; token++) {
      int[] row = {(int) tokens[token][0]};
      sum += tagger.head().sums(new Vocabulary.Vector(row, new float[] {1}, 1))[way[token]];
      sum += token == 0 ? 0 : step(tagger, way[token - 1], way[token]);
    }
    return Math.exp(sum);
  }

  private static double step(Tagger tagger, int before, int tag) {
    for (int at = tagger.starts()[tag]; at < tagger.starts()[tag + 1]; at++) {
      if (tagger.from()[at] == before) {
        return tagger.weights()[at];
      }
    }
    return Double.NEGATIVE_INFINITY;
  }
}
