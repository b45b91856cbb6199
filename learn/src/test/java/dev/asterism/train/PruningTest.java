package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.student.NGrams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// One word of each text tells its label; the other words are noise.
class PruningTest {

  private static final int WIDTH = 4;

  @Test
  void whatIsKeptIsSmallAndNearlyAsGoodAsTheWhole() {
    Weights weights = Weights.fit(texts(800, 1), labels(800), LabelWords.NONE, WIDTH, 7);
    Sizes sizes = Sizes.of(weights);
    int size = Pruning.smallest(LearningSettings.TOLERANCE, judged(sizes));
    Words words = sizes.words().get(size);
    assertThat(Sizes.share(size)).isLessThanOrEqualTo(0.3);
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

  @Test
  void aSizeIsKeptThatLosesNoMoreThanIsAllowedWithAStandardErrorToSpare() {
    Pruning once = losing(1_000, 0, 2, 4);
    Pruning twice = losing(1_000, 0, 4, 9);
    assertThat(Pruning.smallest(0, once)).isZero();
    assertThat(Pruning.smallest(0.003, once)).isZero();
    assertThat(Pruning.smallest(0.004, once)).isEqualTo(1);
    assertThat(Pruning.smallest(0.006, once)).isEqualTo(2);
    assertThat(Pruning.smallest(0.006, once, new Pruning(3))).isEqualTo(2);
    assertThat(Pruning.smallest(0.006, once, twice)).isEqualTo(1);
    assertThat(Pruning.smallest(0.012, once, twice)).isEqualTo(2);
  }

  @Test
  void moreAnswersTellMore() {
    Pruning few = losing(1_000, 0, 2);
    assertThat(Pruning.smallest(0.003, few)).isZero();
    assertThat(Pruning.smallest(0.003, Pruning.of(List.of(few, few, few, few)))).isEqualTo(1);
  }

  @Test
  void aSizeThatIsGoodByLuckBehindOneThatIsNotIsNotKept() {
    assertThat(Pruning.smallest(0.004, losing(1_000, 0, 1, 9, 0))).isEqualTo(1);
  }

  @Test
  void whatIsWonMakesUpForWhatIsLostButNotForTheDoubt() {
    Pruning changing = new Pruning(2);
    for (int answer = 0; answer < 1_000; answer++) {
      int place = answer;
      changing.judge(answer >= 8, size -> size == 0 ? place >= 8 : place < 8 || place >= 16);
    }
    assertThat(Pruning.smallest(0.003, changing)).isZero();
    assertThat(Pruning.smallest(0.004, changing)).isEqualTo(1);
  }

  /// {@return counts of sizes each of which loses so many answers and wins none}
  private static Pruning losing(int answers, int... lost) {
    Pruning pruning = new Pruning(lost.length);
    for (int answer = 0; answer < answers; answer++) {
      int place = answer;
      pruning.judge(true, size -> place >= lost[size]);
    }
    return pruning;
  }

  private static Pruning judged(Sizes sizes) {
    Pruning pruning = new Pruning(Sizes.count());
    Texts fresh = texts(400, 2);
    for (int i = 0; i < 400; i++) {
      sizes.judge(
          fresh.grams().get(i), Optional.empty(), i % WIDTH, pruning, new Pruning(Sizes.count()));
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
