package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.Examples;
import dev.asterism.student.ComposedStudent;
import dev.asterism.student.Encoder;
import dev.asterism.student.Encoders;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Sets of topics that words tell, some of which are seen once only: their meaning would have to be
/// known.
class ComposedMeaningTest {

  private static final int TOPICS = 8;

  /// What reads the words again with their meaning takes their time again.
  @Test
  void wordsThatAreReadAgainCountAgain() {
    assertThat(taught(new Knowing(), 9, 4).second()).isPresent();
    assertThat(taught(new Knowing(), 7, 4).second()).isEmpty();
  }

  /// From which probability a topic is taken was found out beside what meanings say.
  @Test
  void whatReadsWordsAloneAnswersAsItWasJudged() {
    double least = least(taught(new Knowing(), 100, 0));
    ComposedStudent hasty = taught(new Knowing(), 0.1, 0);
    assertThat(hasty.second()).isEmpty();
    assertThat(least(hasty)).isEqualTo(least).isNotEqualTo(least(taught(Encoders.NONE, 100, 0)));
  }

  private static double least(ComposedStudent student) {
    return student.parts().choosers().getFirst().least();
  }

  /// @param millis that an answer may take
  /// @param words milliseconds of a first reading
  private static ComposedStudent taught(Encoders encoders, double millis, double words) {
    LearningSettings settings =
        new LearningSettings(
            0.3, 0.05, 7, LearningSettings.TOLERANCE, new StudentBudget(1 << 20, millis));
    Trainer trainer = new Trainer(settings, encoders, (_, _) -> words);
    return switch (trainer.teach(Examples.TASK, examples(), 0, 1)) {
      case Outcome.Taught taught -> (ComposedStudent) taught.student();
      case Outcome.NotYet(var reason) -> throw new AssertionError(reason);
    };
  }

  /// In every other input one of the words comes nowhere else.
  private static List<Example> examples() {
    Random random = new Random(5);
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 400; i++) {
      TreeSet<Integer> topics = new TreeSet<>();
      int size = 1 + random.nextInt(5);
      while (topics.size() < size) {
        topics.add(random.nextInt(TOPICS));
      }
      boolean rare = i % 2 == 0;
      int number = i;
      String input =
          topics.stream()
              .map(topic ->
                  word(topic + (rare && topic.equals(topics.first()) ? number * TOPICS : 0)))
              .collect(Collectors.joining(" "));
      String answer =
          topics.stream().map("\"topic %d\""::formatted).collect(Collectors.joining(",", "[", "]"));
      examples.add(Examples.taught(i, input, answer));
    }
    return examples;
  }

  /// {@return one of the words of the topic that is the number's rest}
  private static String word(int number) {
    Random letters = new Random(number * 7_919L);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      word.append((char) ('a' + letters.nextInt(26)));
    }
    return word.toString();
  }

  /// Knows each word's topic.
  private record Knowing() implements Encoder, Encoders {

    private static final List<String> WORDS =
        IntStream.range(0, 401 * TOPICS).mapToObj(ComposedMeaningTest::word).toList();

    @Override
    public Optional<Encoder> preferred() {
      return Optional.of(this);
    }

    @Override
    public String name() {
      return "knowing";
    }

    @Override
    public int width() {
      return TOPICS;
    }

    @Override
    public double millis(String text) {
      return 1;
    }

    @Override
    public boolean takesIn(String text) {
      return true;
    }

    @Override
    public float[] encode(String text) {
      float[] meaning = new float[TOPICS];
      List<String> words = List.of(text.split(" ", -1));
      ToIntFunction<String> topic = word -> WORDS.indexOf(word) % TOPICS;
      words.forEach(
          word -> meaning[topic.applyAsInt(word)] = (float) (1 / Math.sqrt(words.size())));
      return meaning;
    }
  }
}
