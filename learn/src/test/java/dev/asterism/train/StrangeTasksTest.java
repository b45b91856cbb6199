package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.Examples;
import dev.asterism.dataset.Dataset;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.student.Verdict;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Tasks as they come when nobody is kind.
class StrangeTasksTest {

  private static final LearningSettings SETTINGS = new LearningSettings(0.05, 0.05, 7);
  private static final List<String> WORDS =
      List.of("apple", "pear", "plum", "cherry", "quince", "grape", "melon", "fig");

  private final Random random = new Random(31);

  /// Copies that differ in digits, case and marks only, and that the teacher answers at random: a
  /// student that had seen one copy of an input would look right on the others if they were split.
  @Test
  void nearCopiesWithRandomAnswersFlatterNobody() {
    List<Example> examples = new ArrayList<>();
    for (int original = 0; original < 120; original++) {
      String text = words(6, original);
      String answer = random.nextBoolean() ? "yes" : "no";
      for (int copy = 0; copy < 8; copy++) {
        String dressed = (copy % 2 == 0 ? text : text.toUpperCase(java.util.Locale.ROOT)) + "!";
        examples.add(Examples.taught(examples.size() + 1L, copy + " " + dressed, answer));
      }
    }
    assertThat(teach(examples)).isInstanceOf(Outcome.NotYet.class);
  }

  /// Each original with copies of it, in each of which another word was changed: dealt to folds as
  /// if they had nothing to do with one another, they make random answers look known.
  @Test
  void copiesInWhichOneWordWasChangedFlatterNobody() {
    List<Example> examples = new ArrayList<>();
    for (int original = 0; original < 150; original++) {
      String[] words = words(6, original).split(" ", -1);
      String answer = random.nextBoolean() ? "yes" : "no";
      for (int copy = 0; copy < 6; copy++) {
        String[] changed = words.clone();
        if (copy > 0) {
          changed[random.nextInt(words.length)] = "other" + (char) ('a' + copy);
        }
        examples.add(Examples.taught(examples.size() + 1L, String.join(" ", changed), answer));
      }
    }
    Dataset parted = Dataset.of(examples, 0, 5, 7);
    List<Integer> dealt = IntStream.range(0, examples.size()).mapToObj(i -> i % 5).toList();
    assertThat(accuracy(new Dataset(examples, parted.labels(), 0, dealt, 5))).isGreaterThan(0.95);
    assertThat(accuracy(parted)).isBetween(0.38, 0.62);
    assertThat(teach(examples)).isInstanceOf(Outcome.NotYet.class);
  }

  /// Two answers to one input: nothing is left to learn from when it is held out.
  @Test
  void oneInputAloneIsNotLearntAndTheReasonSaysSo() {
    for (String answer : List.of("no", "{\"answer\":7,\"to\":\"you\"}")) {
      List<Example> examples = new ArrayList<>();
      for (int i = 1; i <= 80; i++) {
        examples.add(Examples.taught(i, "is it so", i % 2 == 0 ? answer : "{\"answer\":8}"));
      }
      assertThat(((Outcome.NotYet) teach(examples)).reason())
          .startsWith("every input so far is nearly the same");
      assertThat(new Confusions(7, Encoders.NONE).of(examples, 8)).isEmpty();
    }
  }

  /// Of two others one could be learnt from, and the other is answered like nothing else.
  @Test
  void oneInputAndNextToNothingElseIsNotLearntEither() {
    List<String> names = List.of(words(35, 1).split(" ", -1));
    List<Example> examples = new ArrayList<>();
    String answer = "{\"who\":\"%s\",\"now\":%s}";
    for (int i = 1; i <= 68; i++) {
      String said = answer.formatted(names.get(i), i % 2 == 0);
      examples.add(Examples.taught(i, String.join(" ", names), said));
    }
    examples.add(Examples.taught(69, "call Zed", answer.formatted("Zed", true)));
    examples.add(Examples.taught(70, "do not", "nobody"));
    assertThat(((Outcome.NotYet) teach(examples)).reason())
        .startsWith("nearly every input so far is the same");
  }

  /// Copies that a coach wrote, or that came before the answers changed, would be known by heart.
  @Test
  void whatIsTaughtOnlyIsNotTaughtWhereANearCopyOfItIsJudged() {
    List<Example> examples = new ArrayList<>();
    List<Example> copies = new ArrayList<>();
    for (int original = 0; original < 200; original++) {
      String text = words(6, original);
      String answer = random.nextBoolean() ? "yes" : "no";
      copies.add(Examples.taught(0, text.toUpperCase(java.util.Locale.ROOT), answer));
      examples.add(Examples.taught(original + 1L, text, answer));
    }
    copies.addAll(examples);
    Dataset dataset = Dataset.of(copies, 0, 5, 7);
    assertThat(dataset.standing()).isEqualTo(200);
    assertThat(accuracy(dataset)).isBetween(0.38, 0.62);
  }

  private static double accuracy(Dataset dataset) {
    int[] labels =
        dataset.examples().stream()
            .mapToInt(example -> dataset.labels().indexOf(example.reference().orElseThrow()))
            .toArray();
    Texts texts = Texts.of(dataset, Optional.empty());
    return CrossFit.accuracy(dataset, texts, labels, LabelWords.NONE, 7, 5);
  }

  @Test
  void twoHundredAndFiftyFiveLabelsAreLearntOneMoreIsNoClosedSet() {
    Outcome.Taught taught = taught(labelled(255, 12));
    assertThat(taught.student().labels()).hasSize(255);
    assertThat(taught.student().judge("about word200x please").label().display())
        .isEqualTo("label 200");
    assertThat(((Outcome.NotYet) teach(labelled(256, 12))).reason()).contains("255");
  }

  @Test
  void aLabelWithOneExampleHarmsNoOther() {
    List<Example> examples = new ArrayList<>(labelled(4, 100));
    examples.add(Examples.taught(examples.size() + 1L, "something else entirely", "rare"));
    Outcome.Taught taught = taught(examples);
    assertThat(taught.plan().coverage()).isGreaterThan(0.9);
    assertThat(taught.student().judge("about word2x please").label().display())
        .isEqualTo("label 2");
  }

  @Test
  void aHundredToOneIsStillToldApart() {
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 2_000; i++) {
      boolean spam = i % 100 == 0;
      String text = (spam ? "win money now at once " : "see you at the office ") + words(3, i);
      examples.add(Examples.taught(i, text, spam ? "spam" : "ham"));
    }
    Student student = taught(examples).student();
    assertThat(student.judge("win money now at once plum").label().display()).isEqualTo("spam");
  }

  @Test
  void writingWithoutBlanksAndFromRightToLeftIsLearntAsWell() {
    List<String> refund = List.of("返金", "払い戻し", "お金を返して");
    List<String> parcel = List.of("荷物", "配達", "届かない");
    assertAccurate(i -> (i % 2 == 0 ? refund : parcel).get(random.nextInt(3)), "をお願いします私は");
    List<String> money = List.of("החזר", "כסף", "זיכוי");
    List<String> mail = List.of("חבילה", "משלוח", "דואר");
    assertAccurate(i -> (i % 2 == 0 ? money : mail).get(random.nextInt(3)), " שלום אני צריך ");
  }

  @Test
  void tenMegabytesAndBinaryAreJudgedInBoundedTime() {
    Student student = taught(labelled(4, 100)).student();
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      bytes.append((char) random.nextInt(0x10000));
    }
    for (String input : List.of("word1x ".repeat(1_500_000), bytes.toString())) {
      long begun = System.nanoTime();
      Verdict verdict = student.judge(input);
      assertThat(verdict.score()).isBetween(0.0, 1.0);
      assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(1_000);
    }
  }

  private void assertAccurate(IntFunction<String> word, String around) {
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 400; i++) {
      String text = some(around) + word.apply(i) + some(around);
      examples.add(Examples.taught(i, text, i % 2 == 0 ? "money" : "parcel"));
    }
    assertThat(taught(examples).plan().accuracy()).isGreaterThan(0.98);
  }

  /// Six characters of a text in any order.
  private String some(String around) {
    return random
        .ints(6, 0, around.length())
        .collect(StringBuilder::new, (text, at) -> text.append(around.charAt(at)), (_, _) -> {})
        .toString();
  }

  private List<Example> labelled(int labels, int each) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < labels * each; i++) {
      int label = i % labels;
      examples.add(
          Examples.taught(
              i + 1L, "about word" + label + "x " + words(2, i) + " please", "label " + label));
    }
    return examples;
  }

  private String words(int count, int seed) {
    Random words = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(WORDS.get(words.nextInt(WORDS.size()))).append(' ');
      text.append(Integer.toString(words.nextInt(1_000_000), 36).replaceAll("[0-9]", "z"));
      text.append(' ');
    }
    return text.toString();
  }

  private static Outcome.Taught taught(List<Example> examples) {
    return (Outcome.Taught) teach(examples);
  }

  private static Outcome teach(List<Example> examples) {
    return new Trainer(SETTINGS, Encoders.NONE).teach(Examples.TASK, examples, 0, 1);
  }
}
