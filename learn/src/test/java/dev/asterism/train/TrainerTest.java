package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterism.Examples;
import dev.asterism.chat.Label;
import dev.asterism.stats.SharedLevel;
import dev.asterism.student.CorruptStudentException;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import dev.asterism.trace.Example;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {

  private static final LearningSettings SETTINGS = new LearningSettings(0.02, 0.05, 7);
  private static final List<String> FRUIT = List.of("apple", "pear", "plum", "cherry");
  private static final List<String> TOOL = List.of("hammer", "saw", "drill", "chisel");

  @Test
  void aClearTaskIsLearntAndPlanned() {
    Outcome.Taught taught = taught(1);
    assertThat(taught.plan().accuracy()).isGreaterThan(0.99);
    assertThat(taught.plan().coverage()).isGreaterThan(0.5);
    assertThat(taught.student().judge("a ripe plum please").label().display()).isEqualTo("fruit");
    assertThat(taught.plan().level()).isEqualTo(SharedLevel.of(0.05, 1));
  }

  @Test
  void theSameSeedMakesTheSameStudent() {
    assertThat(StudentFile.encode(taught(1).student()))
        .isEqualTo(StudentFile.encode(taught(1).student()));
  }

  @Test
  void aFileReadsBackToTheSameVerdicts() throws CorruptStudentException {
    Student student = taught(1).student();
    Student read = StudentFile.decode(ByteBuffer.wrap(StudentFile.encode(student)), Encoders.NONE);
    for (String input : List.of("a saw", "one apple", "", "nothing known here")) {
      assertThat(read.judge(input)).isEqualTo(student.judge(input));
    }
  }

  @Test
  void aDamagedFileIsToldWhereverItIsDamaged() {
    byte[] file = StudentFile.encode(taught(1).student());
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = file.clone();
      damaged[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> StudentFile.decode(ByteBuffer.wrap(damaged), Encoders.NONE))
          .isInstanceOf(CorruptStudentException.class);
    }
    byte[] cut = java.util.Arrays.copyOf(file, file.length / 2);
    assertThatThrownBy(() -> StudentFile.decode(ByteBuffer.wrap(cut), Encoders.NONE))
        .isInstanceOf(CorruptStudentException.class)
        .hasMessageContaining("bytes");
  }

  /// A file that was made to be read: its checksum is right, and it says that billions of things
  /// follow, wherever it can.
  @Test
  void aForgedFileTakesNoMoreRoomThanItHasBytes() {
    byte[] file = StudentFile.encode(taught(1).student());
    for (int place = 17; place < Math.min(600, file.length - 8); place++) {
      byte[] forged = file.clone();
      ByteBuffer.wrap(forged).putInt(place, 0x7000_0000);
      CRC32C crc = new CRC32C();
      crc.update(forged, 0, forged.length - 4);
      ByteBuffer.wrap(forged).putInt(forged.length - 4, (int) crc.getValue());
      try {
        assertThat(StudentFile.decode(ByteBuffer.wrap(forged), Encoders.NONE)).isNotNull();
      } catch (CorruptStudentException told) {
        assertThat(told).hasMessageContaining("makes no sense");
      }
    }
  }

  @Test
  void aTaskWithOneLabelTeachesNothing() {
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 300; i++) {
      examples.add(Examples.taught(i, "input " + i, "same"));
    }
    assertThat(reason(examples)).contains("same");
  }

  @Test
  void aTeacherThatAnswersAtRandomGetsNoStudent() {
    Random random = new Random(6);
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 1_000; i++) {
      examples.add(
          Examples.taught(
              i, "a " + FRUIT.get(random.nextInt(4)) + " " + i, random.nextBoolean() ? "x" : "y"));
    }
    assertThat(reason(examples)).contains("too little");
  }

  @Test
  void answersThatKeepComingAreNoClosedSet() {
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      examples.add(Examples.taught(i, "input " + i, "answer " + i));
    }
    assertThat(reason(examples)).contains("free text is not for students");
  }

  @Test
  void whereTheTeacherChangedItsMindOnlyWhatCameAfterIsLearnt() {
    List<Example> examples = new ArrayList<>(clear());
    long change = examples.size();
    for (Example before : clear().subList(0, 200)) {
      boolean fruit = before.surface().equals("fruit");
      examples.add(Examples.taught(examples.size() + 1L, before.input(), fruit ? "food" : "tool"));
    }
    Outcome.Taught taught = since(examples, change);
    assertThat(taught.provenance().traces()).isEqualTo(200);
    assertThat(taught.student().labels()).doesNotContain(new Label.Text("fruit"));
    assertThat(taught.student().judge("a ripe plum please").label().display()).isEqualTo("food");
  }

  @Test
  void whereOnlyTheTopicsChangedTheOldExamplesStillTeach() {
    List<Example> examples = new ArrayList<>(clear());
    long change = examples.size();
    List<Example> few = clear().subList(0, 60);
    few.forEach(
        one -> examples.add(Examples.taught(examples.size() + 1L, one.input(), one.surface())));
    Outcome.Taught taught = since(examples, change);
    assertThat(taught.provenance().traces()).isEqualTo(60);
    assertThat(taught.student().judge("one chisel").label().display()).isEqualTo("tool");
  }

  private static Outcome.Taught since(List<Example> examples, long change) {
    LearningSettings mild = new LearningSettings(0.1, 0.05, 7);
    return (Outcome.Taught)
        new Trainer(mild, Encoders.NONE).teach(Examples.TASK, examples, change, 0, 1);
  }

  static Stream<String> strange() {
    return Stream.of(
        "",
        "   ",
        "\u0000\u0001\uFFFF",
        "x".repeat(1_000_000),
        "\u05E9\u05DC\u05D5\u05DD \u202E abc",
        "\u65E5\u672C\u8A9E\u306E\u6587",
        "\uD83D\uDE00\uD83D",
        "'''---???");
  }

  @ParameterizedTest
  @MethodSource("strange")
  void anyInputIsJudgedWithoutFailing(String input) {
    assertThat(taught(1).student().judge(input).score()).isBetween(0.0, 1.0);
  }

  private static Outcome.Taught taught(int attempt) {
    return (Outcome.Taught)
        new Trainer(SETTINGS, Encoders.NONE).teach(Examples.TASK, clear(), 0, attempt);
  }

  private static String reason(List<Example> examples) {
    return ((Outcome.NotYet)
            new Trainer(SETTINGS, Encoders.NONE).teach(Examples.TASK, examples, 0, 1))
        .reason();
  }

  private static List<Example> clear() {
    Random random = new Random(4);
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 400; i++) {
      boolean fruit = random.nextBoolean();
      String word = (fruit ? FRUIT : TOOL).get(random.nextInt(4));
      String input =
          List.of("a ", "one ", "the ", "that ").get(random.nextInt(4))
              + word
              + " number w"
              + (char) ('a' + i % 26)
              + (char) ('a' + i / 26);
      examples.add(Examples.taught(i, input, fruit ? "fruit" : "tool"));
    }
    return examples;
  }
}
