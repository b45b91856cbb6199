package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.Examples;
import dev.asterism.chat.Label;
import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import dev.asterism.student.ComposedStudent;
import dev.asterism.student.Encoders;
import dev.asterism.student.LinearStudent;
import dev.asterism.student.Shape;
import dev.asterism.student.Tokens;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Listing;
import dev.asterism.task.Task;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a task's answers are known to be labels, on traffic of which most labels came once or
/// twice.
class ClosedSetTest {

  /// So lenient that there is a student however little it knows.
  private static final LearningSettings LENIENT = new LearningSettings(0.9, 0.05, 7);

  private static final int LABELS = 77;
  private static final int TRACES = 60;

  private static final String LIST =
      String.join(", ", IntStream.range(0, LABELS).mapToObj(ClosedSetTest::label).toList());

  private final Random random = new Random(6);

  @ParameterizedTest
  @ValueSource(strings = {"%s", "Category: %s", "The label is %s.", "{\"label\": \"%s\"}"})
  void labelsThatTheInstructionsListAreKnownAtOnce(String wording) {
    List<Example> examples = examples(wording::formatted);
    assertThat(taught("Reply with one of: " + LIST, examples).student())
        .isInstanceOf(LinearStudent.class);
    assertThat(reason("Reply with the label.", examples)).contains("free text");
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 400, 512})
  void ofLongListsEveryLabelIsKnown(int labels) {
    List<String> list = IntStream.range(0, labels).mapToObj(i -> label(i) + i).toList();
    List<Label> answers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      answers.add(new Label.Text(list.get(i * labels / 60)));
    }
    assertThat(new ClosedSet(Listing.of(String.join("\n", list))).holds(answers)).isTrue();
    assertThat(new ClosedSet(Listing.of("Reply with the label.")).holds(answers)).isFalse();
  }

  @Test
  void aFieldWhoseValuesAreListedIsChosen() {
    List<Example> examples =
        examples(label -> "{\"label\":\"%s\",\"open\":%b}".formatted(label, random.nextBoolean()));
    ComposedStudent student =
        (ComposedStudent) taught("Labels: " + LIST + "\nReply in JSON.", examples).student();
    assertThat(student.parts().shape())
        .isInstanceOfSatisfying(
            Shape.Fields.class,
            fields ->
                assertThat(fields.fields())
                    .allMatch(field -> field.shape() instanceof Shape.Chosen));
  }

  @Test
  void listsOfWhatIsListedAreSeveralLabels() {
    List<Example> examples =
        examples(label -> "[\"%s\",\"%s\"]".formatted(label, label(random.nextInt(LABELS))));
    assertThat(shape("All that fit of: " + LIST, examples))
        .isInstanceOfSatisfying(
            Shaping.Found.Made.class,
            made -> assertThat(made.shape()).isInstanceOf(Shape.Several.class));
    assertThat(shape("All that fit.", examples)).isInstanceOf(Shaping.Found.Unlearnable.class);
  }

  private static Shaping.Found shape(String instructions, List<Example> examples) {
    return Shaping.of(
        examples.stream().map(example -> Tokens.of(example.input())).toList(),
        examples.stream().map(example -> Value.ofAnswer(example.surface())).toList(),
        Schema.ANY,
        new ClosedSet(Listing.of(instructions)));
  }

  @Test
  void whatTheInstructionsSayOfLabelsIsTaught() {
    List<Label> labels = List.of(new Label.Text("qa"), new Label.Text("qb"));
    ClosedSet closed = new ClosedSet(Listing.of("qa: about fruit\nqb: about tools"));
    assertThat(closed.explanation(labels.getFirst(), ClosedSet.wording(labels)))
        .contains("about fruit");
    Label worded = new Label.Text("Answer: qb");
    assertThat(
            closed.explanation(
                worded, ClosedSet.wording(List.of(worded, new Label.Text("Answer: qa")))))
        .contains("about tools");
  }

  /// What a label is called tells nothing of it before it has come for the first time: a plan that
  /// took every name for known would promise what fresh traffic, half of it new labels, cannot
  /// keep.
  @Test
  void labelsThatHaveNotComeYetAreNotPromised() {
    Outcome.Taught taught = taught("Reply with one of: " + LIST, examples(label -> label));
    int right = 0;
    for (Example fresh : examples(label -> label)) {
      right +=
          taught.student().judge(fresh.input()).label().display().equals(fresh.surface()) ? 1 : 0;
    }
    assertThat((double) right / TRACES).isBetween(0.4, 0.65);
    assertThat(taught.plan().accuracy()).isBetween(0.3, 0.65);
  }

  /// Answers in the words of the instructions, single words, and facts that the instructions hold.
  @Test
  void freeTextIsNotTakenForLabelsHoweverMuchOfItTheInstructionsSay() {
    String instructions =
        "You answer for a shop. Orders arrive within two to nine days. Refunds take a week. Say:"
            + " which town, street or person the text is about. For example: Rome, Ada or Main"
            + " Road.";
    List<String> words = List.of(instructions.split("[ .:,]+"));
    assertFree(instructions, _ -> any(words) + " " + any(words));
    assertFree(instructions, _ -> "Town" + random.nextInt(100_000));
    assertFree(instructions, i -> i % 3 == 0 ? "Rome" : "Town" + random.nextInt(100_000));
    assertFree("Reply with one of: " + LIST, i -> i % 10 == 0 ? "I think " + i : label(i));
  }

  /// Of equally frequent labels that nobody lists: one in twenty is a new one after three times as
  /// many traces as there are labels.
  @Test
  void labelsThatNobodyListsAreKnownByComingAgain() {
    ClosedSet closed = new ClosedSet(Listing.of("Reply with the label."));
    List<Label> answers = new ArrayList<>();
    int known = 0;
    while (!closed.holds(answers) || answers.isEmpty()) {
      answers.add(new Label.Text(label(random.nextInt(LABELS))));
      known = answers.size();
    }
    assertThat(known).isBetween(2 * LABELS, 4 * LABELS);
  }

  private String any(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private void assertFree(String instructions, IntFunction<String> answer) {
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 120; i++) {
      examples.add(Examples.taught(i, "about " + input(), answer.apply(i)));
    }
    assertThat(reason(instructions, examples)).contains("free text");
  }

  private interface Worded {
    String of(String label);
  }

  private List<Example> examples(Worded worded) {
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= TRACES; i++) {
      String label = label(random.nextInt(LABELS));
      examples.add(Examples.taught(i, label.replace('_', ' ') + " " + input(), worded.of(label)));
    }
    return examples;
  }

  private String input() {
    return Integer.toString(random.nextInt(1_000_000), 36) + " please";
  }

  private static String label(int place) {
    Random letters = new Random(place);
    return letters
            .ints(5, 'a', 'z' + 1)
            .collect(StringBuilder::new, (word, c) -> word.append((char) c), (_, _) -> {})
        + "_"
        + (char) ('a' + place % 26);
  }

  private static Outcome.Taught taught(String instructions, List<Example> examples) {
    Outcome outcome = teach(instructions, examples);
    assertThat(outcome).isInstanceOf(Outcome.Taught.class);
    return (Outcome.Taught) outcome;
  }

  private static String reason(String instructions, List<Example> examples) {
    return ((Outcome.NotYet) teach(instructions, examples)).reason();
  }

  private static Outcome teach(String instructions, List<Example> examples) {
    Task task =
        new Task(
            Examples.TASK.id(),
            "many",
            instructions,
            new AnswerSpace.Open(),
            "big",
            Examples.TASK.origin());
    return new Trainer(LENIENT, Encoders.NONE).teach(task, examples, 0, 1);
  }
}
