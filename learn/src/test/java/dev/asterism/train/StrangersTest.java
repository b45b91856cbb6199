package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.Examples;
import dev.asterism.dataset.Dataset;
import dev.asterism.student.NGrams;
import dev.asterism.student.Selector;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrangersTest {

  private static final int TOPICS = 20;

  /// Inputs of topics that are no label and that no training held.
  private static final int UNKNOWN = 10;

  @Test
  void whatIsOfNoLabelIsAnsweredLessAtTheSameCoverage() {
    CrossFit crossFit = crossFit();
    Confidence with = crossFit.once();
    Confidence without = with.withoutStrangers();
    Words words = words(crossFit.kept());
    double taken = taken(words, with.selector());
    assertThat(taken).isLessThan(0.7 * taken(words, without.selector()));
  }

  @Test
  void scoresStayTheChanceOfBeingRightInTheTraffic() {
    Confidence confidence = crossFit().once();
    assertThat(confidence.strangers()).isNotEmpty();
    assertThat(mean(confidence.scores()))
        .isBetween(confidence.accuracy() - 0.02, confidence.accuracy() + 0.02);
  }

  @Test
  void ofFourLabelsNoneCanBeSpared() {
    int[] labels = IntStream.range(0, 100).map(place -> place % 4).toArray();
    assertThat(Strangers.of(labels, 4, 1)).isEmpty();
  }

  @Test
  void aFifthOfTheLabelsIsLeftOutAndNothingIsLearntOfThem() {
    int[] labels = IntStream.range(0, 1_000).map(place -> place % 10).toArray();
    Strangers strangers = Strangers.of(labels, 10, 1).orElseThrow();
    assertThat(strangers.left()).hasSize(2);
    assertThat(IntStream.of(strangers.taught()).map(place -> labels[place]))
        .doesNotContainAnyElementsOf(strangers.left());
    assertThat(IntStream.of(strangers.strange()).map(place -> labels[place]))
        .allMatch(strangers.left()::contains)
        .hasSizeBetween(70, 130);
  }

  /// The share of unknown inputs that is answered where four in five of the traffic are.
  private double taken(Words words, Selector selector) {
    Random fresh = new Random(9);
    double[] traffic =
        IntStream.range(0, 2_000)
            .mapToDouble(i -> selector.score(words.read(NGrams.of(input(i % TOPICS, fresh)))))
            .sorted()
            .toArray();
    double threshold = traffic[traffic.length / 5];
    long taken =
        IntStream.range(0, 2_000)
            .mapToObj(i -> input(TOPICS + i % UNKNOWN, fresh))
            .filter(text -> selector.score(words.read(NGrams.of(text))) >= threshold)
            .count();
    return taken / 2_000.0;
  }

  private static double mean(double[] scores) {
    return Arrays.stream(scores).average().orElseThrow();
  }

  private CrossFit crossFit() {
    Dataset dataset = dataset();
    return CrossFit.of(
        dataset,
        texts(dataset),
        labels(dataset),
        LabelWords.NONE,
        7,
        LearningSettings.TOLERANCE,
        1);
  }

  private Words words(double kept) {
    Dataset dataset = dataset();
    return Weights.fit(texts(dataset), labels(dataset), LabelWords.NONE, TOPICS, 7).words(kept);
  }

  private static Texts texts(Dataset dataset) {
    return Texts.of(dataset, Optional.empty());
  }

  private static int[] labels(Dataset dataset) {
    return dataset.examples().stream()
        .map(example -> example.reference().orElseThrow())
        .mapToInt(dataset.labels()::indexOf)
        .toArray();
  }

  private static Dataset dataset() {
    Random traffic = new Random(5);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 60 * TOPICS; i++) {
      examples.add(Examples.taught(i + 1L, input(i % TOPICS, traffic), "topic " + i % TOPICS));
    }
    return Dataset.of(examples, 0, 5, 7);
  }

  /// Two words of a topic, one of any other, and one that everybody uses.
  private static String input(int topic, Random random) {
    return String.join(
        " ",
        word(topic, random.nextInt(12)),
        word(random.nextInt(TOPICS), random.nextInt(12)),
        word(topic, random.nextInt(12)),
        List.of("the", "please", "my", "about").get(random.nextInt(4)));
  }

  private static String word(int topic, int which) {
    Random letters = new Random(1_000L * topic + which);
    return letters
        .ints(5, 'a', 'z' + 1)
        .collect(StringBuilder::new, (word, c) -> word.append((char) c), (_, _) -> {})
        .toString();
  }
}
