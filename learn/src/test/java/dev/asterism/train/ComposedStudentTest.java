package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterism.Examples;
import dev.asterism.Orders;
import dev.asterism.chat.Label;
import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import dev.asterism.student.ComposedStudent;
import dev.asterism.student.CorruptStudentException;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import dev.asterism.student.Verdict;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Task;
import dev.asterism.trace.Example;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Students whose answers are made of parts, on orders in plain words.
class ComposedStudentTest {

  private static final LearningSettings SETTINGS = new LearningSettings(0.05, 0.05, 7);
  private static final Schema SCHEMA = Schema.read(Orders.SCHEMA);
  private static final Student STUDENT = taught(task(SCHEMA), Orders.examples(900, 1));

  @Test
  void aFieldOfEveryKindIsLearntTogether() {
    Random random = new Random(99);
    int right = 0;
    int sure = 0;
    int wrong = 0;
    for (int i = 0; i < 500; i++) {
      Orders.Order order = Orders.order(random);
      Verdict verdict = STUDENT.judge(order.input());
      boolean agrees = verdict.label().equals(Value.ofAnswer(order.answer()).label());
      right += agrees ? 1 : 0;
      sure += verdict.score() >= 0.9 ? 1 : 0;
      wrong += verdict.score() >= 0.9 && !agrees ? 1 : 0;
    }
    assertThat(right).isGreaterThan(450);
    assertThat(sure).isGreaterThan(350);
    assertThat(wrong).isLessThan(25);
  }

  @Test
  void aStudentIsAsSmallAsCostsNoMoreThanTheTolerance() {
    List<Integer> bytes = new ArrayList<>();
    List<Integer> right = new ArrayList<>();
    for (double tolerance : List.of(0.0, 0.002, 0.05)) {
      Student student =
          taught(
              new LearningSettings(0.05, 0.05, 7, tolerance, StudentBudget.GENEROUS),
              task(SCHEMA),
              Orders.examples(900, 1));
      bytes.add(StudentFile.encode(student).length);
      right.add(right(student));
    }
    assertThat(bytes.get(0)).isGreaterThanOrEqualTo(bytes.get(1));
    assertThat(bytes.get(1)).isGreaterThan(bytes.get(2));
    assertThat(right.get(1)).isGreaterThan(right.get(0) - 10);
    assertThat(right.get(2)).isGreaterThan(right.get(0) - 50);
  }

  private static int right(Student student) {
    Random random = new Random(99);
    int right = 0;
    for (int i = 0; i < 500; i++) {
      Orders.Order order = Orders.order(random);
      Label wanted = Value.ofAnswer(order.answer()).label();
      right += student.judge(order.input()).label().equals(wanted) ? 1 : 0;
    }
    return right;
  }

  @Test
  void anAnswerIsWrittenAsTheTeacherWritesIt() {
    Random random = new Random(98);
    int same = 0;
    for (int i = 0; i < 100; i++) {
      Orders.Order order = Orders.order(random);
      same += STUDENT.surface(STUDENT.judge(order.input()).label()).equals(order.answer()) ? 1 : 0;
    }
    assertThat(same).isGreaterThan(85);
  }

  @Test
  void everyAnswerThatIsSureAtAllKeepsToTheSchema() {
    Random random = new Random(97);
    for (int i = 0; i < 300; i++) {
      Verdict verdict = STUDENT.judge(scrambled(Orders.order(random).input(), random));
      assertThat(verdict.score() == 0 || SCHEMA.allows(Value.of(verdict.label()))).isTrue();
    }
  }

  /// A quantity and a city are required: where the input has none there is no answer.
  @Test
  void aValueThatIsNotInTheInputIsNotMadeUp() {
    assertThat(STUDENT.judge("").score()).isZero();
    assertThat(STUDENT.judge("please").score()).isLessThan(0.5);
    assertThat(STUDENT.judge("what is the weather like today in the hills").score())
        .isLessThan(0.5);
  }

  @Test
  void anInputTooLongToLookThroughIsLeftToTheTeacher() {
    String order = "please send two lamps to Bakori by 3/4/2025 ";
    assertThat(STUDENT.judge(order.repeat(1_000)).score()).isZero();
  }

  @Test
  void theUsageGrowsWithTheAnswer() {
    Label brief = new Label.Text("{\"item\":\"lamp\"}");
    Label longer = new Label.Text("{\"item\":\"lamp\",\"quantity\":12,\"urgent\":true}");
    assertThat(STUDENT.usage(longer).output()).isGreaterThan(STUDENT.usage(brief).output());
  }

  static Stream<String> strange() {
    return Stream.of(
        "   ",
        "\u0000\u0001\uFFFF",
        "x".repeat(1_000_000),
        "\uD83D\uDE00\uD83D",
        "'''---???\"\"\"\\\\\\",
        "{\"item\":\"lamp\"}",
        "send 999999999999999999999999 lamps to \uD800");
  }

  @ParameterizedTest
  @MethodSource("strange")
  void strangeInputsGetAVerdictAndAnAnswerThatCanBeWritten(String input) {
    Verdict verdict = STUDENT.judge(input);
    assertThat(verdict.score()).isBetween(0.0, 1.0);
    assertThat(STUDENT.surface(verdict.label())).isNotNull();
  }

  @Test
  void aFileReadsBackToTheSameVerdictsAndTheSameFile() throws CorruptStudentException {
    byte[] file = StudentFile.encode(STUDENT);
    Student read = StudentFile.decode(ByteBuffer.wrap(file), Encoders.NONE);
    Random random = new Random(96);
    for (int i = 0; i < 100; i++) {
      String input = Orders.order(random).input();
      assertThat(read.judge(input)).isEqualTo(STUDENT.judge(input));
    }
    assertThat(StudentFile.encode(read)).isEqualTo(file);
    assertThat(StudentFile.encode(taught(task(SCHEMA), Orders.examples(900, 1)))).isEqualTo(file);
  }

  @Test
  void aDamagedFileIsToldWhereverItIsDamaged() {
    byte[] file = StudentFile.encode(STUDENT);
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = file.clone();
      damaged[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> StudentFile.decode(ByteBuffer.wrap(damaged), Encoders.NONE))
          .isInstanceOf(CorruptStudentException.class);
    }
  }

  @Test
  void aValueThatIsThereTwiceBecomesAList() {
    Student student =
        taught(
            Examples.TASK,
            examples(
                800,
                random -> {
                  String one = name(random);
                  String other = name(random);
                  return random.nextBoolean()
                      ? List.of("call " + one, "{\"who\":\"" + one + "\"}")
                      : List.of(
                          "call " + one + " and " + other,
                          "{\"who\":[\"" + one + "\",\"" + other + "\"]}");
                }));
    assertThat(student.judge("call Zimo and Zimo").label().display())
        .isEqualTo("{\"who\":[\"Zimo\",\"Zimo\"]}");
    assertThat(student.judge("call Zimo").label().display()).isEqualTo("{\"who\":\"Zimo\"}");
  }

  @Test
  void twoFieldsMayCopyTheSameWords() {
    Student student =
        taught(
            Examples.TASK,
            examples(
                800,
                random -> {
                  String street = name(random);
                  int number = 1 + random.nextInt(300);
                  return List.of(
                      "to %s street %d please".formatted(street, number),
                      "{\"line\":\"%s street %d\",\"number\":\"%d\"}"
                          .formatted(street, number, number));
                }));
    assertThat(student.judge("to Moko street 77 please").label().display())
        .isEqualTo("{\"line\":\"Moko street 77\",\"number\":\"77\"}");
  }

  @Test
  void aPlainTextAnswerMayBeCopied() {
    Student student =
        taught(
            Examples.TASK,
            examples(
                600,
                random -> {
                  String name = name(random) + " " + name(random);
                  return List.of("my name is " + name + ", hello", name);
                }));
    assertThat(student.judge("my name is Ada Lovelace, hello").label())
        .isEqualTo(new Label.Text("Ada Lovelace"));
  }

  @Test
  void aSetOfTwoHundredAndFiftyFiveLabelsIsLearntEvenWhereMostAreRare() {
    List<Example> examples =
        examples(
            6_000,
            random -> {
              // The k-th label as rare as 1 / k.
              int one = (int) Math.pow(256, random.nextDouble()) - 1;
              int other = (int) Math.pow(256, random.nextDouble()) - 1;
              int first = Math.min(one, other);
              int second = Math.max(one, other);
              return List.of(
                  "about topic%d and topic%d".formatted(second, first),
                  first == second
                      ? "[\"t%03d\"]".formatted(first)
                      : "[\"t%03d\",\"t%03d\"]".formatted(first, second));
            });
    Student student = taught(Examples.TASK, examples);
    assertThat(student).isInstanceOf(ComposedStudent.class);
    assertThat(student.judge("about topic1 and topic0").label().display())
        .isEqualTo("[\"t000\",\"t001\"]");
    assertThat(student.judge("about topic40 and topic7").label().display())
        .isEqualTo("[\"t007\",\"t040\"]");
  }

  @Test
  void aFieldOfFreeTextIsTheReasonWhyThereIsNoStudent() {
    List<Example> examples =
        examples(
            400,
            random ->
                List.of(
                    "review " + name(random),
                    "{\"good\":%s,\"why\":\"because %s\"}"
                        .formatted(random.nextBoolean(), name(random) + name(random))));
    Outcome outcome = new Trainer(SETTINGS, Encoders.NONE).teach(Examples.TASK, examples, 0, 1);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.NotYet.class,
            none ->
                assertThat(none.reason())
                    .contains("'why'")
                    .contains("free text is not for students"));
  }

  private interface Teacher {
    /// {@return an input and its answer}
    List<String> row(Random random);
  }

  private static List<Example> examples(int count, Teacher teacher) {
    Random random = new Random(11);
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      List<String> row = teacher.row(random);
      examples.add(Examples.taught(i, row.getFirst(), row.getLast()));
    }
    return examples;
  }

  private static String name(Random random) {
    List<String> syllables = List.of("Ba", "Ko", "Ri", "Mo", "Ne", "Ta", "Lu", "Se");
    return syllables.get(random.nextInt(8))
        + syllables.get(random.nextInt(8)).toLowerCase(java.util.Locale.ROOT)
        + syllables.get(random.nextInt(8)).toLowerCase(java.util.Locale.ROOT);
  }

  private static String scrambled(String input, Random random) {
    List<String> words = new ArrayList<>(List.of(input.split(" ", -1)));
    java.util.Collections.shuffle(words, random);
    return String.join(" ", words.subList(0, 1 + random.nextInt(words.size())));
  }

  private static Task task(Schema schema) {
    return new Task(
        Examples.TASK.id(),
        "orders",
        "",
        new AnswerSpace.Json(schema),
        "big",
        Examples.TASK.origin());
  }

  private static Student taught(Task task, List<Example> examples) {
    return taught(SETTINGS, task, examples);
  }

  private static Student taught(LearningSettings settings, Task task, List<Example> examples) {
    return switch (new Trainer(settings, Encoders.NONE).teach(task, examples, 0, 1)) {
      case Outcome.Taught taught -> taught.student();
      case Outcome.NotYet(var reason) -> throw new AssertionError(reason);
    };
  }
}
