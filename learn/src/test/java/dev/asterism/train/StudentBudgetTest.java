package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterism.Examples;
import dev.asterism.Orders;
import dev.asterism.chat.Schema;
import dev.asterism.local.LocalEncoders;
import dev.asterism.student.CarefulStudent;
import dev.asterism.student.Encoder;
import dev.asterism.student.Encoders;
import dev.asterism.student.LinearStudent;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Task;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Students that may take only so many bytes, and only so much time.
class StudentBudgetTest {

  private static final int AMPLE = 1 << 20;

  @Test
  void aStudentThatWouldBeTooLargeKeepsTheHeaviestWeightsThatFit() {
    int whole = bytes(taught(topics(), AMPLE));
    int most = whole * 7 / 10;
    int kept = bytes(taught(topics(), most));
    assertThat(kept).isLessThanOrEqualTo(most).isGreaterThan(most * 8 / 10);
  }

  @Test
  void aBudgetThatIsNotReachedChangesNothing() {
    Outcome.Taught ample = taught(topics(), AMPLE);
    Outcome.Taught exact = taught(topics(), bytes(ample));
    assertThat(StudentFile.encode(exact.student())).isEqualTo(StudentFile.encode(ample.student()));
    assertThat(exact.plan()).isEqualTo(ample.plan());
  }

  /// What is planned of a small student is cross-fitted as it is, not as it would have been.
  @Test
  void thePlanTellsWhatFewerWeightsCost() {
    Outcome.Taught whole = taught(topics(), AMPLE);
    Outcome.Taught small = taught(topics(), bytes(whole) * 3 / 5);
    assertThat(small.plan().accuracy()).isLessThan(whole.plan().accuracy());
    assertThat(small.plan().coverage()).isLessThanOrEqualTo(whole.plan().coverage());
  }

  @Test
  void whereNoneFitsThereIsNoStudentAndTheReasonSaysHowSmallItGets() {
    assertThat(reason(settings(200, 100), Encoders.NONE, topics(), Stopwatch.STOPPED))
        .contains("smallest student has")
        .contains("KB");
  }

  @Test
  void aStudentOfPartsKeepsTheHeaviestWeightsThatFitToo() {
    Outcome.Taught whole = ordered(10 * AMPLE);
    int most = bytes(whole) / 2;
    Outcome.Taught small = ordered(most);
    assertThat(bytes(small)).isLessThanOrEqualTo(most).isGreaterThan(most * 8 / 10);
    assertThat(small.plan().accuracy()).isLessThan(whole.plan().accuracy());
  }

  /// How much is worth keeping is found out once: what fits is a share of that.
  @Test
  void aStudentOfPartsOfWhichLittleIsWorthKeepingFitsToo() {
    int whole = bytes(chosen(10 * AMPLE));
    for (int percent : new int[] {75, 50}) {
      int most = whole * percent / 100;
      assertThat(bytes(chosen(most))).isBetween(most * 8 / 10, most);
    }
  }

  @Test
  void aStudentThatIsTooLargeAfterAllIsRefused() {
    Outcome.Taught large = taught(topics().subList(0, 400), AMPLE);
    Outcome.Taught small = taught(topics().subList(0, 400), bytes(large) / 2);
    Attempt attempt =
        Sizing.within(
            bytes(large) - 1,
            _ -> new Attempt.Made(large.student(), large.plan(), false, _ -> small.student()));
    assertThat(attempt)
        .isInstanceOfSatisfying(
            Attempt.None.class, none -> assertThat(none.reason()).contains("still has"));
  }

  @Test
  void meaningIsReadWhereTheAverageAnswerIsQuickEnough() {
    assertThat(read(new Taking(3), 4, (_, _) -> 0.5)).isInstanceOf(CarefulStudent.class);
  }

  @Test
  void whatNGramsTakeCountsToo() {
    assertThat(read(new Taking(3), 4, (_, _) -> 4)).isInstanceOf(LinearStudent.class);
  }

  @Test
  void whereOnlyMeaningWouldDoTheReasonSaysWhatItWouldTake() {
    LearningSettings lenient = new LearningSettings(0.2, 0.05, 7);
    assertThat(taught(lenient, new Taking(3), things(), Stopwatch.STOPPED).student())
        .isInstanceOf(CarefulStudent.class);
    LearningSettings hasty =
        new LearningSettings(
            0.2, 0.05, 7, LearningSettings.TOLERANCE, new StudentBudget(AMPLE, 0.5));
    assertThat(reason(hasty, new Taking(3), things(), Stopwatch.STOPPED))
        .contains("and may take 0.50 ms; with n-grams alone: cross-fitted on 164 traces");
  }

  @Test
  void whereReadingMeaningTakesTooLongNGramsAnswerAlone() {
    assertThat(read(new Taking(50), 1, Stopwatch.STOPPED)).isInstanceOf(LinearStudent.class);
  }

  @Test
  void whereMeaningDoesNotFitNGramsAnswerAlone() {
    Outcome.Taught words = taught(settings(AMPLE, 100), Encoders.NONE, mixed(), Stopwatch.STOPPED);
    Outcome.Taught both =
        taught(settings(bytes(words), 100), new LocalEncoders(), mixed(), Stopwatch.STOPPED);
    assertThat(StudentFile.encode(both.student())).isEqualTo(StudentFile.encode(words.student()));
  }

  @Test
  void theInputsThatAreTimedAreTheTasksOwn() {
    List<String> timed = new ArrayList<>();
    Stopwatch watching =
        (reader, inputs) -> {
          inputs.forEach(reader);
          timed.addAll(inputs);
          return 0;
        };
    List<Example> examples = mixed();
    new Trainer(settings(AMPLE, 100), new LocalEncoders(), watching)
        .teach(Examples.TASK, examples, 0, 1);
    assertThat(timed).hasSize(200);
    assertThat(examples).extracting(Example::input).containsAll(timed);
  }

  @Test
  void aStudentMayTakeSomething() {
    assertThatThrownBy(() -> new StudentBudget(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StudentBudget(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StudentBudget(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// The sentence encoder, which says that it takes so long.
  private record Taking(Encoder encoder, double millis) implements Encoder, Encoders {

    Taking(double millis) {
      this(new LocalEncoders().preferred().orElseThrow(), millis);
    }

    @Override
    public Optional<Encoder> preferred() {
      return Optional.of(this);
    }

    @Override
    public String name() {
      return encoder.name();
    }

    @Override
    public int width() {
      return encoder.width();
    }

    @Override
    public double millis(String text) {
      return millis;
    }

    @Override
    public boolean takesIn(String text) {
      return encoder.takesIn(text);
    }

    @Override
    public float[] encode(String text) {
      return encoder.encode(text);
    }
  }

  private static LearningSettings settings(long bytes, double millis) {
    return new LearningSettings(
        0.1, 0.05, 7, LearningSettings.TOLERANCE, new StudentBudget(bytes, millis));
  }

  private static Student read(Taking encoder, double millis, Stopwatch stopwatch) {
    return taught(settings(AMPLE, millis), encoder, mixed(), stopwatch).student();
  }

  private static Outcome.Taught taught(List<Example> examples, int bytes) {
    return taught(settings(bytes, 100), Encoders.NONE, examples, Stopwatch.STOPPED);
  }

  private static Outcome.Taught taught(
      LearningSettings settings, Encoders encoders, List<Example> examples, Stopwatch stopwatch) {
    Outcome outcome =
        new Trainer(settings, encoders, stopwatch).teach(Examples.TASK, examples, 0, 1);
    assertThat(outcome).isInstanceOf(Outcome.Taught.class);
    return (Outcome.Taught) outcome;
  }

  private static Outcome.Taught ordered(int bytes) {
    Task task =
        new Task(
            Examples.TASK.id(),
            "orders",
            "",
            new AnswerSpace.Json(Schema.read(Orders.SCHEMA)),
            "big",
            Examples.TASK.origin());
    Outcome outcome =
        new Trainer(settings(bytes, 100), Encoders.NONE).teach(task, Orders.examples(900, 1), 0, 1);
    assertThat(outcome).isInstanceOf(Outcome.Taught.class);
    return (Outcome.Taught) outcome;
  }

  /// Sets of up to five of twelve made-up words each, among others that say nothing; a twentieth of
  /// the answers may be lost to keep less.
  private static Outcome.Taught chosen(int bytes) {
    Random random = new Random(4);
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 400; i++) {
      TreeSet<Integer> topics = new TreeSet<>();
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < 5; word++) {
        int topic = random.nextInt(12);
        topics.add(topic);
        text.append(word(topic)).append(' ').append(word(12 + random.nextInt(300))).append(' ');
      }
      examples.add(Examples.taught(i, text.toString(), topics + ""));
    }
    LearningSettings settings =
        new LearningSettings(0.6, 0.05, 7, 0.05, new StudentBudget(bytes, 100));
    return taught(settings, Encoders.NONE, examples, Stopwatch.STOPPED);
  }

  private static String reason(
      LearningSettings settings, Encoders encoders, List<Example> examples, Stopwatch stopwatch) {
    Outcome outcome =
        new Trainer(settings, encoders, stopwatch).teach(Examples.TASK, examples, 0, 1);
    assertThat(outcome).isInstanceOf(Outcome.NotYet.class);
    return ((Outcome.NotYet) outcome).reason();
  }

  private static int bytes(Outcome.Taught taught) {
    return StudentFile.encode(taught.student()).length;
  }

  /// Six topics of forty made-up words each: four words of a text are of its topic, two of any.
  private static List<Example> topics() {
    Random random = new Random(3);
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 1_500; i++) {
      int topic = random.nextInt(6);
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < 6; word++) {
        int of = word < 4 ? topic : random.nextInt(6);
        text.append(word(of * 40 + random.nextInt(40))).append(' ');
      }
      examples.add(Examples.taught(i, text + "" + i, "topic " + topic));
    }
    return examples;
  }

  private static String word(int number) {
    Random letters = new Random(number * 7_919L);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      word.append((char) ('a' + letters.nextInt(26)));
    }
    return word.toString();
  }

  /// Things that are named once: their letters tell nothing.
  private static List<Example> things() {
    return CarefulStudentTest.examples().stream()
        .filter(one -> one.input().startsWith("tell me"))
        .toList();
  }

  /// Things whose kind has to be known, and twice as many whose kind is said.
  private static List<Example> mixed() {
    List<Example> examples = new ArrayList<>();
    for (Example thing : things()) {
      String kind = thing.surface();
      examples.add(Examples.taught(examples.size() + 1L, thing.input(), kind));
      for (int i = 0; i < 2; i++) {
        int number = 3 * examples.size();
        String said = word(number) + " " + kind + " " + word(number + 1) + " " + word(number + 2);
        examples.add(Examples.taught(examples.size() + 1L, said, kind));
      }
    }
    return examples;
  }
}
