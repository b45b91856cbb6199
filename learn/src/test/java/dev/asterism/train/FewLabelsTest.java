package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.Examples;
import dev.asterism.chat.Label;
import dev.asterism.chat.Question.Option;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Task;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Tasks of which little was seen yet.
class FewLabelsTest {

  /// So lenient that there is a student however little it knows.
  private static final LearningSettings LENIENT = new LearningSettings(0.9, 0.05, 7);

  /// Each topic has eight words of its own; an input holds one of them.
  private static final int TOPICS = 8;

  private final Random random = new Random(3);

  @Test
  void fiftyTracesOfAClearTaskMakeAStudent() {
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      String word = i % 2 == 0 ? "refund" : "parcel";
      examples.add(
          Examples.taught(i, noise() + word + " " + noise(), i % 2 == 0 ? "money" : "mail"));
    }
    Outcome outcome =
        new Trainer(new LearningSettings(0.05, 0.05, 7), Encoders.NONE)
            .teach(Examples.TASK, examples, 0, 1);
    assertThat(outcome).isInstanceOf(Outcome.Taught.class);
    assertThat(((Outcome.Taught) outcome).student().judge("a refund now").label().display())
        .isEqualTo("money");
  }

  @Test
  void whatLabelsAreCalledTeachesWordsThatNoExampleHeld() {
    double telling = accuracy(topic -> String.join("_", words(topic)), Optional.empty(), 5);
    double opaque = accuracy(topic -> "q" + (char) ('a' + topic), Optional.empty(), 5);
    assertThat(telling).isGreaterThan(opaque + 0.1);
  }

  @Test
  void whatTheCallerSaysOfLabelsTeachesThemToo() {
    List<Option> options =
        IntStream.range(0, TOPICS)
            .mapToObj(topic ->
                new Option(
                    new Label.Text("q" + (char) ('a' + topic)),
                    Optional.of("about " + String.join(" or ", words(topic)))))
            .toList();
    double described = accuracy(topic -> "q" + (char) ('a' + topic), Optional.of(options), 5);
    double opaque = accuracy(topic -> "q" + (char) ('a' + topic), Optional.empty(), 5);
    assertThat(described).isGreaterThan(opaque + 0.1);
  }

  /// A label's name that speaks of another label is not believed against the examples.
  @Test
  void namesThatMisleadAreOutvotedByExamples() {
    double misled =
        accuracy(topic -> String.join("_", words((topic + 1) % TOPICS)), Optional.empty(), 20);
    double opaque = accuracy(topic -> "q" + (char) ('a' + topic), Optional.empty(), 20);
    assertThat(misled).isGreaterThan(opaque - 0.03);
  }

  @Test
  void aLabelsTextIsReadAsWords() {
    assertThat(LabelWords.words("lost_or_stolenCard")).isEqualTo("lost or stolen card");
    assertThat(LabelWords.words("TOP-UP.failed")).isEqualTo("top up failed");
    assertThat(LabelWords.words("wifi2Go")).isEqualTo("wifi2 go");
    assertThat(LabelWords.words("届かない/返金")).isEqualTo("届かない 返金");
  }

  @Test
  void truthAndNumbersSayNothing() {
    List<Label> labels = List.of(new Label.Truth(true), new Label.Text("3"), new Label.Text("__"));
    assertThat(LabelWords.of(labels, List.of(), Optional.empty()).labels()).isEmpty();
  }

  private interface Named {
    String of(int topic);
  }

  /// The share of fresh inputs that a student gets right which saw so many examples of each label.
  private double accuracy(Named name, Optional<List<Option>> options, int each) {
    Random inputs = new Random(8);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < each * TOPICS; i++) {
      examples.add(Examples.taught(i + 1L, input(i % TOPICS, inputs), name.of(i % TOPICS)));
    }
    Task task =
        new Task(
            Examples.TASK.id(),
            "few",
            "",
            options.<AnswerSpace>map(AnswerSpace.Labels::new).orElseGet(AnswerSpace.Open::new),
            "big",
            Examples.TASK.origin());
    Student student =
        ((Outcome.Taught) new Trainer(LENIENT, Encoders.NONE).teach(task, examples, 0, 1))
            .student();
    int right = 0;
    for (int i = 0; i < 800; i++) {
      int topic = i % TOPICS;
      right += student.judge(input(topic, inputs)).label().display().equals(name.of(topic)) ? 1 : 0;
    }
    return right / 800.0;
  }

  private String input(int topic, Random inputs) {
    return noise() + words(topic).get(inputs.nextInt(8)) + " " + noise();
  }

  /// Eight words that share no piece with any other topic's.
  private static List<String> words(int topic) {
    Random letters = new Random(100 + topic);
    return IntStream.range(0, 8)
        .mapToObj(_ ->
            letters
                .ints(6, 'a', 'z' + 1)
                .collect(StringBuilder::new, (word, c) -> word.append((char) c), (_, _) -> {})
                .toString())
        .toList();
  }

  private String noise() {
    return List.of("the ", "one of ", "please ", "about my ").get(random.nextInt(4));
  }
}
