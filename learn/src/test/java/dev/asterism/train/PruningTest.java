package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.student.NGrams;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// One word of each text tells its label; the other words are noise.
class PruningTest {

  private static final int WIDTH = 4;

  @Test
  void whatIsKeptIsSmallAndNearlyAsGoodAsTheWhole() {
    Weights weights = Weights.fit(texts(800, 1), labels(800), LabelWords.NONE, WIDTH, 7);
    List<Words> sizes = Pruning.sizes(weights);
    Pruning pruning = judged(weights, sizes);
    int size = pruning.smallest();
    Words words = sizes.get(size);
    assertThat(Pruning.share(size)).isLessThanOrEqualTo(0.3);
    assertThat(words.head().labels().length)
        .isLessThan(weights.grams().weights().length * 3 / 10 + WIDTH);
    assertThat(wrong(words)).isLessThanOrEqualTo(4);
  }

  @Test
  void nGramsWithoutAWeightAreForgotten() {
    Weights weights = Weights.fit(texts(800, 1), labels(800), LabelWords.NONE, WIDTH, 7);
    Words words = weights.words(0.001);
    assertThat(words.vocabulary().size()).isLessThan(weights.vocabulary().size() / 2);
    assertThat(words.head().used()).hasSize(words.vocabulary().size());
  }

  private static Pruning judged(Weights weights, List<Words> sizes) {
    Pruning pruning = new Pruning();
    Texts fresh = texts(400, 2);
    for (int i = 0; i < 400; i++) {
      pruning.judge(weights, sizes, fresh.grams().get(i), i % WIDTH);
    }
    return pruning;
  }

  private static int wrong(Words words) {
    Texts fresh = texts(400, 2);
    int wrong = 0;
    for (int i = 0; i < 400; i++) {
      wrong += words.read(fresh.grams().get(i)).label() == i % WIDTH ? 0 : 1;
    }
    return wrong;
  }

  private static Texts texts(int count, long seed) {
    List<String> telling = List.of("refund", "parcel", "invoice", "password");
    Random random = new Random(seed);
    List<long[]> grams = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String noise = Integer.toString(random.nextInt(200), 36) + " ";
      grams.add(NGrams.of(noise + telling.get(i % WIDTH) + " " + noise));
    }
    return new Texts(grams, List.of());
  }

  private static int[] labels(int count) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % WIDTH;
    }
    return labels;
  }
}
