package dev.asterism.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.estimate.SparseQuality.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SparseQualityTest {

  private static final List<String> THINGS = List.of("apple", "river", "clock", "window", "train");

  /// Each question goes to one of the models alone: `small` is right on short sums, `odd` never.
  @Test
  void aModelIsLearntFromItsOwnQuestionsAlone() {
    SplittableRandom random = new SplittableRandom(11);
    List<String> texts = new ArrayList<>();
    List<Outcome> small = new ArrayList<>();
    List<Outcome> odd = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      boolean sum = random.nextBoolean();
      texts.add(question(random, sum));
      if (random.nextInt(3) > 0) {
        small.add(new Outcome(i, sum ? 1 : 0));
      } else {
        odd.add(new Outcome(i, 0));
      }
    }
    SparseQuality quality =
        SparseQuality.fit(texts.stream().map(Sketch::of).toList(), models(small, odd));
    double easy = 0;
    double hard = 0;
    for (int i = 0; i < 50; i++) {
      easy += of(quality, question(random, true), "small").chance() / 50;
      hard += of(quality, question(random, false), "small").chance() / 50;
      assertThat(of(quality, question(random, true), "odd").chance()).isLessThan(0.01);
    }
    assertThat(easy).isGreaterThan(0.85);
    assertThat(hard).isLessThan(0.15);
    assertThat(of(quality, "x", "small").outcomes()).isEqualTo(small.size());
    assertThat(quality.estimate(Sketch.of("x"))).doesNotContainKey("new");
  }

  @Test
  void anythingCanBeAskedOfWhatWasLearntFromOneOutcome() {
    SparseQuality quality =
        SparseQuality.fit(List.of(Sketch.of("")), Map.of("one", List.of(new Outcome(0, 1))));
    for (String text : List.of("", "\u0000", "x".repeat(5_000))) {
      assertThat(of(quality, text, "one").chance()).isBetween(0.0, 1.0);
    }
  }

  private static SparseQuality.Chance of(SparseQuality quality, String text, String model) {
    return Optional.ofNullable(quality.estimate(Sketch.of(text)).get(model)).orElseThrow();
  }

  private static Map<String, List<Outcome>> models(List<Outcome> small, List<Outcome> odd) {
    Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    outcomes.put("small", small);
    outcomes.put("odd", odd);
    outcomes.put("new", List.of());
    return outcomes;
  }

  private static String question(SplittableRandom random, boolean sum) {
    String thing = THINGS.get(random.nextInt(THINGS.size()));
    return sum
        ? "How many %ss are %d and %d?".formatted(thing, random.nextInt(99), random.nextInt(99))
        : "Prove for every %s that no %s of order %d exists"
            .formatted(thing, thing, random.nextInt(99));
  }
}
