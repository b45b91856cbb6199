package dev.asterism.bench;

import dev.asterism.chat.Label;
import dev.asterism.chat.Value;
import dev.asterism.model.Proof;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.promote.Promotion;
import dev.asterism.promote.Step;
import dev.asterism.promote.Watch;
import dev.asterism.prove.Prover;
import dev.asterism.replay.TaskFolder.Row;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import dev.asterism.student.Verdict;
import dev.asterism.trace.Example;
import dev.asterism.trace.TraceId;
import dev.asterism.trace.Traffic.Seen;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.Outcome;
import dev.asterism.train.Trainer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Consumer;

/// The learning loop over one task's rows without a server: what its schedule yields.
final class LearningTrial {

  static final double DELTA = 0.05;

  /// Rows between two looks of the loop.
  private static final int STRIDE = 10;

  private final double eps;
  private final long seed;
  private final Random coins;
  private final Trainer trainer;
  private final Prover prover;
  private final Consumer<String> audience;
  private final Promotion promotion = new Promotion(true);
  private final List<Example> examples = new ArrayList<>();
  private final List<StudentCard> cards = new ArrayList<>();
  private final Map<StudentId, Student> students = new HashMap<>();
  private final Map<StudentId, List<Prover.Shadow>> shadows = new HashMap<>();
  private Optional<Watch> watch = Optional.empty();
  private long received;
  private long triedAt;
  private long answered;
  private long audited;
  private double longestTraining;
  private long bytes;

  /// @param audience hears what happens, a line for each event
  LearningTrial(double eps, long seed, Encoders encoders, Consumer<String> audience) {
    this.eps = eps;
    this.seed = seed;
    this.coins = new Random(seed);
    this.trainer = new Trainer(new LearningSettings(eps, DELTA, seed), encoders);
    this.prover = new Prover(eps, DELTA, OptionalDouble.empty());
    this.audience = audience;
  }

  /// What became of a stream.
  ///
  /// @param answered requests that students answered
  /// @param audited how many of those the teacher answered as well
  /// @param trained students that were taught
  /// @param longestTraining in seconds
  /// @param bytes of the student that is live; 0 where none is
  record Streamed(
      long rows, long answered, long audited, int trained, double longestTraining, long bytes) {

    double coverage() {
      return (double) answered / rows;
    }

    /// {@return the share of requests that the teacher was not asked}
    double spared() {
      return (double) (answered - audited) / rows;
    }
  }

  /// What the live student says of rows it never saw.
  ///
  /// @param given answers as sure as proved
  /// @param wrong how many of those differ from the teacher's
  /// @param right how many of all its answers do not
  record Measured(int rows, int given, int wrong, int right) {

    double coverage() {
      return (double) given / rows;
    }

    double risk() {
      return (double) wrong / Math.max(1, given);
    }

    double accuracy() {
      return (double) right / rows;
    }
  }

  Streamed stream(List<Row> rows) {
    for (Row row : rows) {
      receive(row);
      if (received % STRIDE == 0) {
        settle();
      }
    }
    settle();
    long live = at(Stage.LIVE).isPresent() ? bytes : 0;
    return new Streamed(received, answered, audited, cards.size(), longestTraining, live);
  }

  /// {@return what the live student says of rows it never saw; empty where none is live}
  Optional<Measured> measure(List<Row> rows) {
    return at(Stage.LIVE)
        .map(live -> {
          Student student = student(live);
          double threshold = live.proof().orElseThrow().threshold();
          int given = 0;
          int wrong = 0;
          int right = 0;
          for (Row row : rows) {
            Verdict verdict = student.judge(row.input());
            boolean agrees = row.isAnsweredBy(verdict.label().display());
            right += agrees ? 1 : 0;
            if (verdict.score() >= threshold) {
              given++;
              wrong += agrees ? 0 : 1;
            }
          }
          return new Measured(rows.size(), given, wrong, right);
        });
  }

  private void receive(Row row) {
    long sequence = ++received;
    Optional<StudentCard> live = at(Stage.LIVE);
    Optional<Label> answer =
        live.flatMap(card ->
            Optional.of(student(card).judge(row.input()))
                .filter(said -> said.score() >= card.proof().orElseThrow().threshold())
                .map(Verdict::label));
    boolean coin = coins.nextDouble() < checking(live, sequence);
    boolean asked = coin || answer.isEmpty();
    answered += answer.isPresent() ? 1 : 0;
    audited += answer.isPresent() && coin ? 1 : 0;
    Optional<StudentId> student = live.map(StudentCard::id);
    if (answer.isPresent()) {
      // The answer is told at once; a check of it comes as an example of its own.
      watch.ifPresent(one -> one.add(example(row, sequence, false, coin, student, answer)));
    }
    Example example = example(row, sequence, asked, coin, student, answer);
    if (asked) {
      watch.ifPresent(one -> one.add(example));
    }
    if (asked) {
      examples.add(example);
    }
    for (StudentCard card : cards) {
      if (Promotion.goesOn(card)) {
        List<Prover.Shadow> said = shadows.computeIfAbsent(card.id(), _ -> new ArrayList<>());
        List<Prover.Shadow> fresh = Prover.shadow(card, student(card), List.of(example));
        said.addAll(fresh);
      }
    }
  }

  private double checking(Optional<StudentCard> live, long sequence) {
    boolean proving =
        at(Stage.SHADOW).isPresent()
            || live.filter(card -> Promotion.isWorthGoingOn(card, sequence)).isPresent();
    return watch
        .map(one -> Promotion.checking(one.audit(), one.drift().found(), proving))
        .orElse(1.0);
  }

  private static Example example(
      Row row,
      long sequence,
      boolean asked,
      boolean coin,
      Optional<StudentId> live,
      Optional<Label> answer) {
    return new Example(
        sequence,
        new TraceId("trace-%06d".formatted(sequence)),
        0,
        Lessons.TASK.id(),
        row.input(),
        asked ? Optional.of(Value.ofAnswer(row.output()).label()) : Optional.empty(),
        asked,
        asked ? row.output() : "",
        coin,
        live,
        answer,
        20 + row.input().length() / 4,
        3);
  }

  private void settle() {
    while (perform(promotion.next(state()))) {
      // Until there is nothing to do.
    }
  }

  private Promotion.State state() {
    Map<StudentId, Integer> fresh = new HashMap<>();
    shadows.forEach((id, said) -> fresh.put(id, said.size()));
    return new Promotion.State(
        new Seen(Lessons.TASK, received, examples.size(), 0, received),
        cards,
        fresh,
        examples.size(),
        triedAt,
        watch.map(one -> one.audit().failed()).orElse(false),
        watch.map(one -> one.drift().found()).orElse(false),
        watch.map(Watch::coverage).orElse(0.0));
  }

  private List<Prover.Shadow> said(StudentId student) {
    return shadows.getOrDefault(student, List.of());
  }

  private boolean perform(Step step) {
    switch (step) {
      case Step.Wait _ -> {
        return false;
      }
      case Step.Train(int attempt) -> train(attempt);
      case Step.Look(var card) -> look(card);
      case Step.GoLive(var card) -> {
        at(Stage.LIVE).ifPresent(old -> replace(old, old.at(Stage.RETIRED, "replaced")));
        replace(card, card.at(Stage.LIVE, "proved"));
        watch = Optional.of(new Watch(card, eps, DELTA, seed));
        bytes = card.bytes();
        tell("v%d is live".formatted(card.id().version()));
      }
      case Step.Propose(var card) -> replace(card, card.at(Stage.PROVED, "proved"));
      case Step.Retire(var card, var why) -> {
        tell("v%d is retired: %s".formatted(card.id().version(), why));
        replace(card, card.looked(card.looked(), Optional.empty()).at(Stage.RETIRED, why));
      }
      case Step.Demote(var card, var why) -> {
        tell("v%d is demoted: %s".formatted(card.id().version(), why));
        replace(card, card.at(Stage.DEMOTED, why));
        watch = Optional.empty();
      }
    }
    return true;
  }

  private void look(StudentCard card) {
    List<Prover.Shadow> said = said(card.id());
    Optional<Proof> proof = prover.walk(card.plan(), said, examples.getLast().sequence());
    StudentCard looked = card.looked(said.size(), proof);
    replace(card, looked);
    if (card.stage() == Stage.LIVE) {
      watch.ifPresent(one -> one.proved(looked));
    }
    proof
        .filter(it -> card.proof().filter(old -> old.threshold() <= it.threshold()).isEmpty())
        .ifPresent(it ->
            tell(
                "v%d: %d of %d differ, of %d seen: coverage %.3f"
                    .formatted(card.id().version(), it.k(), it.n(), it.seen(), it.coverage())));
  }

  private void train(int attempt) {
    long begun = System.nanoTime();
    Outcome outcome = trainer.teach(Lessons.TASK, examples, 0, attempt);
    double seconds = (System.nanoTime() - begun) / 1e9;
    longestTraining = Math.max(longestTraining, seconds);
    switch (outcome) {
      case Outcome.NotYet(var reason) -> {
        triedAt = examples.size();
        tell("not yet, %d examples, %.1f s: %s".formatted(examples.size(), seconds, reason));
      }
      case Outcome.Taught(var student, var plan, var provenance) -> {
        StudentId id = new StudentId(Lessons.TASK.id(), cards.size() + 1);
        int size = StudentFile.encode(student).length;
        students.put(id, student);
        shadows.put(id, new ArrayList<>());
        cards.add(
            new StudentCard(
                id, Stage.SHADOW, provenance, plan, "", size, 0, Optional.empty(), "taught"));
        tell(
            ("v%d is taught, %d examples, %.1f s, %d bytes: accuracy %.3f, planned coverage %.3f on"
                    + " %d fresh")
                .formatted(
                    id.version(),
                    examples.size(),
                    seconds,
                    size,
                    plan.accuracy(),
                    plan.coverage(),
                    plan.fresh()));
      }
    }
  }

  private void tell(String what) {
    audience.accept("%6d  %s".formatted(received, what));
  }

  private Student student(StudentCard card) {
    return Objects.requireNonNull(students.get(card.id()));
  }

  private Optional<StudentCard> at(Stage stage) {
    return cards.stream().filter(card -> card.stage() == stage).findFirst();
  }

  private void replace(StudentCard old, StudentCard next) {
    cards.set(cards.indexOf(old), next);
  }
}
