package dev.asterism.bench;

import dev.asterism.chat.Value;
import dev.asterism.local.LocalEncoders;
import dev.asterism.model.Plan;
import dev.asterism.model.Proof;
import dev.asterism.prove.Prover;
import dev.asterism.replay.TaskFolder;
import dev.asterism.replay.TaskFolder.Row;
import dev.asterism.student.CarefulStudent;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import dev.asterism.student.Verdict;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.Outcome;
import dev.asterism.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// How good a student's answers are when it never abstains.
///
/// `AnswerQuality DIRECTORY [SEED] [EPS] [FRESH] [pooled]`: teaches a student all of the training
/// part at once, for a risk of eps (as large as 40 % unless told, so that there is a student), lets
/// it answer the whole test part, and prints the share of whole answers that are right, the F1 of
/// their parts (micro-averaged over the values in an answer, for all of it and for each object and
/// list in it), how long an answer takes, and for which share meaning is read; and how long it
/// takes to teach a student, and to teach it again, when an encoder has read the texts before, as
/// it has in a learning loop. FRESH rows of the training part are kept to prove the student on;
/// with `pooled` all rows are shuffled together before they are parted into training and test.
final class AnswerQuality {

  private static final double DELTA = 0.05;

  private AnswerQuality() {}

  static void main(String[] arguments) {
    TaskFolder folder = TaskFolder.read(Path.of(arguments[0]), Set.of());
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 7;
    boolean pooled = arguments.length > 4 && arguments[4].equals("pooled");
    Arrangement rows =
        pooled ? Arrangement.pooled(folder, seed) : Arrangement.published(folder, seed);
    List<Row> train = rows.stream();
    double eps = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 0.4;
    int kept = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0;
    List<Row> fresh = train.subList(train.size() - kept, train.size());
    List<Row> taught = train.subList(0, train.size() - kept);
    long begun = System.nanoTime();
    Trainer trainer = new Trainer(new LearningSettings(eps, DELTA, seed), new LocalEncoders());
    Outcome outcome = trainer.teach(Lessons.TASK, Lessons.of(taught), 0, 1);
    double seconds = (System.nanoTime() - begun) / 1e9;
    begun = System.nanoTime();
    trainer.teach(Lessons.TASK, Lessons.of(taught), 0, 1);
    double again = (System.nanoTime() - begun) / 1e9;
    switch (outcome) {
      case Outcome.NotYet(var reason) -> System.out.printf("%s: %s%n", folder.name(), reason);
      case Outcome.Taught(var student, var plan, _) -> {
        System.out.printf(
            "%s, seed %d: %d examples, %.1f s (again %.1f s), %s, %d bytes,"
                + " cross-fitted %.3f right, coverage planned %.3f%n",
            folder.name(),
            seed,
            taught.size(),
            seconds,
            again,
            student.getClass().getSimpleName(),
            StudentFile.encode(student).length,
            plan.accuracy(),
            plan.coverage());
        if (!fresh.isEmpty()) {
          prove(student, plan, eps, fresh, rows.test());
        }
        measure(student, rows.test());
      }
    }
  }

  private static void prove(
      Student student, Plan plan, double eps, List<Row> fresh, List<Row> test) {
    Optional<Proof> proof =
        new Prover(eps, DELTA, OptionalDouble.empty()).walk(plan, shadows(student, fresh), 0);
    if (proof.isEmpty()) {
      System.out.printf("  no proof on %d fresh rows%n", fresh.size());
      return;
    }
    List<Prover.Shadow> answers =
        shadows(student, test).stream()
            .filter(shadow -> shadow.score() >= proof.get().threshold())
            .toList();
    long wrong = answers.stream().filter(shadow -> !shadow.agrees()).count();
    System.out.printf(
        "  proved on %d fresh rows: n %d, k %d, bound %.4f; on the test part coverage %.3f, risk"
            + " %.4f (%d of %d)%n",
        fresh.size(),
        proof.get().n(),
        proof.get().k(),
        proof.get().bound(),
        (double) answers.size() / test.size(),
        (double) wrong / Math.max(1, answers.size()),
        wrong,
        answers.size());
  }

  private static List<Prover.Shadow> shadows(Student student, List<Row> rows) {
    return rows.stream()
        .map(row -> {
          Verdict verdict = student.judge(row.input());
          boolean agrees = verdict.label().equals(Value.ofAnswer(row.output()).label());
          return new Prover.Shadow(verdict.label(), verdict.score(), agrees);
        })
        .toList();
  }

  private static void measure(Student student, List<Row> rows) {
    int right = 0;
    Map<String, Count> counts = new TreeMap<>();
    long[] nanos = new long[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      long begun = System.nanoTime();
      Value answer = Value.of(student.judge(row.input()).label());
      nanos[i] = System.nanoTime() - begun;
      Value truth = Value.ofAnswer(row.output());
      right += answer.equals(truth) ? 1 : 0;
      List<Leaf> given = leaves("", answer);
      List<Leaf> wanted = leaves("", truth);
      given.forEach(leaf -> leaf.count(counts).given++);
      wanted.forEach(leaf -> leaf.count(counts).wanted++);
      for (Leaf leaf : given) {
        leaf.count(counts).both += wanted.remove(leaf) ? 1 : 0;
      }
    }
    java.util.Arrays.sort(nanos);
    System.out.printf(
        "  whole answers right %.4f (%d of %d), p50 %d us, p99 %d us, mean %d us%n",
        (double) right / rows.size(),
        right,
        rows.size(),
        nanos[rows.size() / 2] / 1_000,
        nanos[rows.size() * 99 / 100] / 1_000,
        LongStream.of(nanos).sum() / rows.size() / 1_000);
    if (student instanceof CarefulStudent careful) {
      long unsure =
          rows.stream()
              .filter(row -> careful.quick().judge(row.input()).score() < careful.sure())
              .count();
      System.out.printf("  meaning read for %.1f %% of them%n", 100.0 * unsure / rows.size());
    }
    Count all = new Count();
    counts.forEach((where, count) -> {
      all.add(count);
      System.out.printf("  F1 of %s %.4f%n", where.isEmpty() ? "the parts" : where, count.f1());
    });
    System.out.printf("  F1 of all parts %.4f%n", all.f1());
  }

  /// A value in an answer.
  ///
  /// @param where the object or list that it is in, by its path
  private record Leaf(String where, String name, String value) {

    Count count(Map<String, Count> counts) {
      return counts.computeIfAbsent(where, _ -> new Count());
    }
  }

  private static List<Leaf> leaves(String where, Value value) {
    List<Leaf> leaves = new ArrayList<>();
    switch (value) {
      case Value.Fields(var fields) ->
          fields.forEach((name, inner) -> {
            switch (inner) {
              case Value.Fields _ -> leaves.addAll(leaves(where + "." + name, inner));
              case Value.Many(var items) ->
                  items.forEach(item -> leaves.add(new Leaf(where, name, item.canonical())));
              case Value.Text _, Value.Numeric _, Value.Truth _, Value.Nothing _ ->
                  leaves.add(new Leaf(where, name, inner.canonical()));
            }
          });
      case Value.Many(var items) ->
          items.forEach(item -> leaves.add(new Leaf(where, "", item.canonical())));
      case Value.Text _, Value.Numeric _, Value.Truth _, Value.Nothing _ ->
          leaves.add(new Leaf(where, "", value.canonical()));
    }
    return leaves;
  }

  private static final class Count {
    private int given;
    private int wanted;
    private int both;

    void add(Count other) {
      given += other.given;
      wanted += other.wanted;
      both += other.both;
    }

    double f1() {
      return given + wanted == 0 ? 1 : 2.0 * both / (given + wanted);
    }
  }
}
