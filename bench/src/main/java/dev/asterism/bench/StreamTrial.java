package dev.asterism.bench;

import dev.asterism.chat.Label;
import dev.asterism.local.LocalEncoders;
import dev.asterism.model.Proof;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.promote.Promotion;
import dev.asterism.promote.Step;
import dev.asterism.promote.Watch;
import dev.asterism.prove.Prover;
import dev.asterism.replay.TaskFolder;
import dev.asterism.replay.TaskFolder.Row;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import dev.asterism.student.Verdict;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Origin;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.TraceId;
import dev.asterism.trace.Traffic.Seen;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.Outcome;
import dev.asterism.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/// Runs the learning loop over a labelled task without a server, to see what its schedule yields.
///
/// `StreamTrial DIRECTORY SEED [EPS] [WITHOUT-LABEL] [HELD-OUT|pooled]`: streams train.jsonl in
/// random order, then measures on test.jsonl, and on as many rows of train.jsonl as were held out
/// of the stream. With `pooled` instead of a number both files are shuffled together, so that what
/// is streamed and what is held out (as many rows as test.jsonl has) are exchangeable. One line of
/// figures for each stage, one for each end.
final class StreamTrial {

  private static final Task TASK =
      new Task(
          new TaskId("t_0000000000000000"),
          "trial",
          "",
          new AnswerSpace.Open(),
          "recorded",
          Origin.NAMED);

  private final long seed;
  private final Random coins;
  private final Trainer trainer;
  private final Prover prover;
  private final Promotion promotion = new Promotion(true);
  private final List<Example> examples = new ArrayList<>();
  private final List<StudentCard> cards = new ArrayList<>();
  private final Map<StudentId, Student> students = new HashMap<>();
  private final Map<StudentId, List<Prover.Shadow>> shadows = new HashMap<>();
  private final double eps;
  private Optional<Watch> watch = Optional.empty();
  private long triedAt;
  private long answered;

  private StreamTrial(double eps, long seed) {
    this.eps = eps;
    this.seed = seed;
    this.coins = new Random(seed);
    this.trainer = new Trainer(new LearningSettings(eps, 0.05, seed), new LocalEncoders());
    this.prover = new Prover(eps, 0.05, OptionalDouble.empty());
  }

  static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    double eps = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 0.02;
    Set<String> without =
        arguments.length > 3 && !arguments[3].isEmpty() ? Set.of(arguments[3]) : Set.of();
    String heldOut = arguments.length > 4 ? arguments[4] : "0";
    TaskFolder task = TaskFolder.read(directory, without);
    boolean pooled = heldOut.equals("pooled");
    Arrangement rows = pooled ? Arrangement.pooled(task, seed) : Arrangement.published(task, seed);
    int streamed = rows.stream().size() - (pooled ? 0 : Integer.parseInt(heldOut));
    StreamTrial trial = new StreamTrial(eps, seed);
    trial.stream(rows.stream().subList(0, streamed));
    trial.measure("test", rows.test());
    trial.measure("held out", rows.stream().subList(streamed, rows.stream().size()));
  }

  private void stream(List<Row> rows) {
    for (int i = 0; i < rows.size(); i++) {
      receive(rows.get(i), i + 1);
      if (i % 10 == 9) {
        settle();
      }
    }
    settle();
    System.out.printf("seed %d stream coverage %.3f%n", seed, (double) answered / rows.size());
  }

  private void measure(String name, List<Row> rows) {
    Optional<StudentCard> live = at(Stage.LIVE);
    if (rows.isEmpty() || live.isEmpty()) {
      System.out.println(name + ": " + (rows.isEmpty() ? "no rows" : "no student is live"));
      return;
    }
    Student student = student(live.get());
    double threshold = live.get().proof().orElseThrow().threshold();
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
    System.out.printf(
        "%s: coverage %.3f risk %.4f (%d of %d) accuracy %.4f%n",
        name,
        (double) given / rows.size(),
        (double) wrong / Math.max(1, given),
        wrong,
        given,
        (double) right / rows.size());
  }

  private void receive(Row row, int sequence) {
    Optional<Label> truth = Optional.of(new Label.Text(row.output()));
    Optional<StudentCard> live = at(Stage.LIVE);
    boolean proving =
        at(Stage.SHADOW).isPresent()
            || live.filter(card -> Promotion.isWorthGoingOn(card, sequence)).isPresent();
    boolean coin =
        watch.isEmpty()
            || coins.nextDouble()
                < Promotion.checking(watch.get().audit(), watch.get().drift().found(), proving);
    Optional<Label> answer =
        live.flatMap(card ->
            Optional.of(student(card).judge(row.input()))
                .filter(said -> said.score() >= card.proof().orElseThrow().threshold())
                .map(Verdict::label));
    answered += answer.isPresent() ? 1 : 0;
    boolean asked = coin || answer.isEmpty();
    Example example =
        new Example(
            sequence,
            new TraceId("trace-" + sequence + "-0000"),
            0,
            TASK.id(),
            row.input(),
            asked ? truth : Optional.empty(),
            asked,
            asked ? row.output() : "",
            coin,
            live.map(StudentCard::id),
            answer,
            20 + row.input().length() / 4,
            3);
    watch.ifPresent(one -> one.add(example));
    if (asked) {
      examples.add(example);
    }
    for (StudentCard card : cards) {
      if (Promotion.goesOn(card)) {
        List<Prover.Shadow> said = shadows.computeIfAbsent(card.id(), _ -> new ArrayList<>());
        said.addAll(Prover.shadow(card, student(card), List.of(example)));
      }
    }
  }

  private void settle() {
    while (perform(promotion.next(state()))) {
      // Until there is nothing to do.
    }
  }

  private Promotion.State state() {
    Map<StudentId, Integer> fresh = new HashMap<>();
    shadows.forEach((id, said) -> fresh.put(id, said.size()));
    long last = examples.isEmpty() ? 0 : examples.getLast().sequence();
    return new Promotion.State(
        new Seen(TASK, last, examples.size(), 0, last),
        cards,
        fresh,
        examples.size(),
        triedAt,
        watch.map(one -> one.audit().failed()).orElse(false),
        watch.map(one -> one.drift().found()).orElse(false),
        at(Stage.LIVE).flatMap(StudentCard::proof).map(Proof::coverage).orElse(0.0));
  }

  private boolean perform(Step step) {
    switch (step) {
      case Step.Wait _ -> {
        return false;
      }
      case Step.Train(int attempt) -> train(attempt);
      case Step.Look(var card) -> {
        List<Prover.Shadow> said = shadows.getOrDefault(card.id(), List.of());
        Optional<Proof> proof = prover.walk(card.plan(), said, examples.getLast().sequence());
        double before = card.proof().map(Proof::threshold).orElse(2.0);
        proof
            .filter(it -> it.threshold() < before)
            .ifPresent(it ->
                System.out.printf(
                    "  v%d at %d: %d of %d differ, of %d seen%n",
                    card.id().version(), examples.getLast().sequence(), it.k(), it.n(), it.seen()));
        StudentCard looked = card.looked(said.size(), proof);
        replace(card, looked);
        if (card.stage() == Stage.LIVE) {
          watch.ifPresent(one -> one.proved(looked));
        }
      }
      case Step.GoLive(var card) -> {
        at(Stage.LIVE).ifPresent(old -> replace(old, old.at(Stage.RETIRED, "replaced")));
        replace(card, card.at(Stage.LIVE, "proved"));
        watch = Optional.of(new Watch(card, eps, 0.05, seed));
        System.out.printf("  live v%d%n", card.id().version());
      }
      case Step.Propose(var card) -> replace(card, card.at(Stage.PROVED, "proved"));
      case Step.Retire(var card, var why) ->
          replace(card, card.looked(card.looked(), Optional.empty()).at(Stage.RETIRED, why));
      case Step.Demote(var card, var why) -> {
        replace(card, card.at(Stage.DEMOTED, why));
        watch = Optional.empty();
        System.out.printf("  demoted v%d: %s%n", card.id().version(), why);
      }
    }
    return true;
  }

  private void train(int attempt) {
    long begin = System.nanoTime();
    Outcome outcome = trainer.teach(TASK, examples, 0, attempt);
    double seconds = (System.nanoTime() - begin) / 1e9;
    switch (outcome) {
      case Outcome.NotYet(var reason) -> {
        triedAt = examples.size();
        System.out.printf("  not yet at %d (%.1f s): %s%n", examples.size(), seconds, reason);
      }
      case Outcome.Taught(var student, var plan, var provenance) -> {
        StudentId id = new StudentId(TASK.id(), cards.size() + 1);
        byte[] file = StudentFile.encode(student);
        students.put(id, student);
        shadows.put(id, new ArrayList<>());
        cards.add(
            new StudentCard(
                id,
                Stage.SHADOW,
                provenance,
                plan,
                "",
                file.length,
                0,
                Optional.empty(),
                "taught"));
        System.out.printf(
            "  taught v%d at %d (%.1f s, %d bytes): accuracy %.3f planned coverage %.3f fresh %d%n",
            id.version(),
            examples.size(),
            seconds,
            file.length,
            plan.accuracy(),
            plan.coverage(),
            plan.fresh());
      }
    }
  }

  private Student student(StudentCard card) {
    return java.util.Objects.requireNonNull(students.get(card.id()));
  }

  private Optional<StudentCard> at(Stage stage) {
    return cards.stream().filter(card -> card.stage() == stage).findFirst();
  }

  private void replace(StudentCard old, StudentCard next) {
    cards.set(cards.indexOf(old), next);
  }
}
