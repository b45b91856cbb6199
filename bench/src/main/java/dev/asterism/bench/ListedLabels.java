package dev.asterism.bench;

import dev.asterism.chat.Label;
import dev.asterism.student.Encoders;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Origin;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.TraceId;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.Outcome;
import dev.asterism.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How many traces it takes until a task's answers are known to be labels, and until it has a
/// student that is worth a proof, where the prompt lists the labels and where it does not.
///
/// `ListedLabels`: an easy task, so that nothing else is waited for: the words of the label are in
/// the input, among six that tell nothing. Labels come equally often, or the n-th 1/n as often as
/// the first. It is taught as the loop does: 50 traces first, half as many again after each
/// failure.
final class ListedLabels {

  private static final int FIRST = 50;
  private static final double GROWTH = 1.5;
  private static final int MOST = 3_000;
  private static final List<Integer> SIZES = List.of(10, 20, 40, 77, 150);

  private ListedLabels() {}

  static void main(String[] arguments) {
    System.out.println("| labels | how often | listed | known at | first student at |");
    System.out.println("|---|---|---|---|---|");
    for (int labels : SIZES) {
      for (boolean equally : new boolean[] {true, false}) {
        for (boolean listed : new boolean[] {false, true}) {
          print(labels, equally, listed);
        }
      }
    }
  }

  private static void print(int labels, boolean equally, boolean listed) {
    List<String> names = IntStream.range(0, labels).mapToObj(ListedLabels::words).toList();
    Task task = task(listed ? "Reply with one of: " + String.join(", ", names) : "Reply in words.");
    List<Example> traffic = traffic(task, names, equally, new Random(5));
    int known = 0;
    int taught = 0;
    for (int n = FIRST; n < MOST && taught == 0; n = (int) Math.ceil(n * GROWTH)) {
      Outcome outcome =
          new Trainer(new LearningSettings(0.05, 0.05, 7), Encoders.NONE)
              .teach(task, traffic.subList(0, n), 0, 1);
      boolean free = outcome instanceof Outcome.NotYet(var why) && why.contains("free text");
      known = known == 0 && !free ? n : known;
      taught = outcome instanceof Outcome.Taught ? n : 0;
    }
    System.out.printf(
        "| %d | %s | %s | %d | %d |%n",
        labels, equally ? "equally" : "1/n", listed ? "yes" : "no", known, taught);
  }

  private static Task task(String instructions) {
    return new Task(
        new TaskId("t_0000000000000001"),
        "listed",
        instructions,
        new AnswerSpace.Open(),
        "teacher",
        Origin.CHAT);
  }

  private static List<Example> traffic(
      Task task, List<String> names, boolean equally, Random random) {
    double[] shares =
        IntStream.rangeClosed(1, names.size()).mapToDouble(n -> equally ? 1 : 1.0 / n).toArray();
    double all = IntStream.range(0, shares.length).mapToDouble(i -> shares[i]).sum();
    List<Example> traffic = new ArrayList<>();
    for (int sequence = 1; sequence <= MOST; sequence++) {
      double at = random.nextDouble() * all;
      int label = 0;
      while (label < shares.length - 1 && at > shares[label]) {
        at -= shares[label++];
      }
      String input = noise(random) + names.get(label).replace('_', ' ') + " " + noise(random);
      traffic.add(
          new Example(
              sequence,
              new TraceId("trace-%05d".formatted(sequence)),
              0,
              task.id(),
              input,
              Optional.of(new Label.Text(names.get(label))),
              true,
              names.get(label),
              true,
              Optional.empty(),
              Optional.empty(),
              20,
              3));
    }
    return traffic;
  }

  private static String noise(Random random) {
    return IntStream.range(0, 3)
        .mapToObj(_ -> words(1_000 + random.nextInt(300)).replace('_', ' ') + " ")
        .collect(Collectors.joining());
  }

  /// Two words that are always the same for a number.
  private static String words(int number) {
    Random letters = new Random(31L * number + 7);
    return word(letters) + "_" + word(letters);
  }

  private static String word(Random letters) {
    return letters
        .ints(5, 'a', 'z' + 1)
        .collect(StringBuilder::new, (text, letter) -> text.append((char) letter), (_, _) -> {})
        .toString();
  }
}
