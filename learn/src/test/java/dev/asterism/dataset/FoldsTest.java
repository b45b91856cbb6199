package dev.asterism.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldsTest {

  private static final int FOLDS = 5;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatDiffersInOneWordTheOrderMarksOrNumbersNeverStraddles(long seed) {
    Random random = new Random(seed);
    List<String> inputs = new ArrayList<>();
    List<int[]> pairs = new ArrayList<>();
    for (int original = 0; original < 500; original++) {
      List<String> words = words(random, 6 + random.nextInt(25));
      pairs.add(new int[] {inputs.size(), inputs.size() + 1});
      inputs.add(String.join(" ", words) + " order " + random.nextInt(10_000));
      inputs.add(
          switch (original % 5) {
            case 0 -> changed(random, words) + " order 77";
            case 1 -> swapped(random, words) + " order 123456";
            case 2 -> String.join(", ", words).toUpperCase(Locale.ROOT) + "; Order #1!";
            case 3 -> "Please " + String.join(" ", words) + " order 5";
            default -> String.join(" ", words.subList(1, words.size())) + " order 0";
          });
    }
    int[] folds = Folds.of(inputs, _ -> true, FOLDS, seed);
    assertThat(pairs).allMatch(pair -> folds[pair[0]] == folds[pair[1]]);
    assertBalanced(folds);
  }

  @Test
  void aFifthOfTheWordsOfLongInputsMayDiffer() {
    Random random = new Random(3);
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      List<String> words = words(random, 100);
      inputs.add(String.join(" ", words));
      List<String> other = new ArrayList<>(words);
      for (int place = 0; place < 100; place += 10) {
        other.set(place, "z".repeat(1 + random.nextInt(1_000)));
      }
      inputs.add(String.join(" ", other));
    }
    int[] folds = Folds.of(inputs, _ -> true, FOLDS, 1);
    assertThat(IntStream.range(0, 200)).allMatch(i -> folds[2 * i] == folds[2 * i + 1]);
  }

  @Test
  void theOrderOfInputsDoesNotChangeWhatGoesTogether() {
    Random random = new Random(5);
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      List<String> words = words(random, 8);
      inputs.add(String.join(" ", words));
      inputs.add(changed(random, words));
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, inputs.size()).boxed().toList());
    Groups groups = NearDuplicates.of(inputs, _ -> true, 60);
    Collections.shuffle(order, random);
    Groups again = NearDuplicates.of(order.stream().map(inputs::get).toList(), _ -> true, 60);
    for (int i = 1; i < order.size(); i++) {
      assertThat(again.of(i) == again.of(i - 1))
          .isEqualTo(groups.of(order.get(i)) == groups.of(order.get(i - 1)));
      assertThat(again.size(i)).isEqualTo(groups.size(order.get(i)));
    }
  }

  /// What varies is the signal: letters with the same name and reason go together, and all others
  /// are dealt evenly.
  @Test
  void formLettersArePartedByWhatVariesInThem() {
    Random random = new Random(7);
    List<String> names = words(random, 60);
    List<String> reasons = words(random, 40);
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      inputs.add(
          "Dear %s, we write to you about your contract %d, which ends because of %s. Yours"
              .formatted(
                  names.get(random.nextInt(60)),
                  random.nextInt(1_000_000),
                  reasons.get(random.nextInt(40))));
    }
    int[] folds = Folds.of(inputs, _ -> true, FOLDS, 7);
    assertBalanced(folds);
    for (int i = 0; i < inputs.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (inputs.get(i).replaceAll("[0-9]", "").equals(inputs.get(j).replaceAll("[0-9]", ""))) {
          assertThat(folds[i]).isEqualTo(folds[j]);
        }
      }
    }
  }

  @Test
  void inputsOfNumbersAloneAreDealtEvenly() {
    List<String> inputs = IntStream.range(1_000, 3_000).mapToObj(Integer::toString).toList();
    assertBalanced(Folds.of(inputs, _ -> true, FOLDS, 7));
  }

  /// Each is nearly the same as the next, and the first nothing like the last.
  @Test
  void aChainDoesNotDrawEverythingIntoOneFold() {
    Random random = new Random(9);
    List<String> words = words(random, 1_020);
    List<String> inputs =
        IntStream.range(0, 1_000)
            .mapToObj(i -> String.join(" ", words.subList(i, i + 20)))
            .toList();
    assertBalanced(Folds.of(inputs, _ -> true, FOLDS, 7));
  }

  @Test
  void oneInputThatIsMostOfTheTrafficStaysInOneFold() {
    List<String> inputs = new ArrayList<>(Collections.nCopies(600, "hello"));
    IntStream.range(0, 400)
        .mapToObj(i -> "what is " + Integer.toString(i, 36))
        .forEach(inputs::add);
    int[] folds = Folds.of(inputs, _ -> true, FOLDS, 7);
    assertThat(Arrays.stream(folds).limit(600).distinct().count()).isEqualTo(1);
    assertThat(Arrays.stream(folds).distinct().count()).isEqualTo(FOLDS);
  }

  /// What the first folds alone are asked would be told by the one input that is in them.
  @Test
  void inputsThatComeOftenAreDealtToTheLastFolds() {
    List<String> inputs = new ArrayList<>();
    for (int often = 1; often <= 2; often++) {
      inputs.addAll(Collections.nCopies(50 * often, "hello".repeat(often)));
    }
    IntStream.range(0, 600)
        .mapToObj(i -> "what is " + Integer.toString(i, 36))
        .forEach(inputs::add);
    int[] folds = Folds.of(inputs, _ -> true, FOLDS, 7);
    assertThat(Arrays.stream(folds).limit(50)).containsOnly(FOLDS - 2);
    assertThat(Arrays.stream(folds).skip(50).limit(100)).containsOnly(FOLDS - 1);
  }

  @Test
  void foldsAreMadeOfWhatCountsAndHoldItsNearCopiesToo() {
    List<String> inputs =
        List.of("where is it", "Where is it?", "and when", "who knows", "who knows", "by whom");
    int[] folds = Folds.of(inputs, place -> place % 2 == 0, 2, 7);
    assertThat(folds[1]).isEqualTo(folds[0]);
    assertThat(folds[3]).isEqualTo(folds[4]);
    assertThat(folds[5]).isEqualTo(Dataset.NONE);
  }

  @Test
  void tenThousandInputsAndTenMegabytesArePartedInBoundedTime() {
    Random random = new Random(11);
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      many.add(String.join(" ", words(random, 5 + random.nextInt(20))));
    }
    List<String> huge = new ArrayList<>(List.of("word ".repeat(2_000_000), "x".repeat(10_000_000)));
    for (int i = 0; i < 640; i++) {
      huge.add(String.join(" ", words(random, 2_000)));
    }
    for (List<String> inputs : List.of(many, huge, Collections.nCopies(10_000, "a b c d e f"))) {
      long begun = System.nanoTime();
      Folds.of(inputs, _ -> true, FOLDS, 7);
      assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(3_000);
    }
  }

  private static void assertBalanced(int[] folds) {
    double share = (double) folds.length / FOLDS;
    for (int fold = 0; fold < FOLDS; fold++) {
      int own = fold;
      long size = Arrays.stream(folds).filter(one -> one == own).count();
      assertThat((double) size).isBetween(share / 2, share * 3 / 2);
    }
  }

  private static String changed(Random random, List<String> words) {
    List<String> changed = new ArrayList<>(words);
    changed.set(random.nextInt(words.size()), "changed" + "x".repeat(random.nextInt(20)));
    return String.join(" ", changed);
  }

  private static String swapped(Random random, List<String> words) {
    List<String> swapped = new ArrayList<>(words);
    Collections.swap(swapped, random.nextInt(words.size()), random.nextInt(words.size()));
    return String.join(" ", swapped);
  }

  /// The n-th commonest of two thousand words comes about 1/n as often as the first.
  private static List<String> words(Random random, int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int rank = (int) Math.pow(2_000, random.nextDouble());
      words.add(Integer.toString(rank * 7_919 + 50_000, 36).replaceAll("[0-9]", "q"));
    }
    return words;
  }
}
