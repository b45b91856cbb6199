package dev.asterism.bench;

import dev.asterism.chat.Value;
import dev.asterism.local.LocalEncoders;
import dev.asterism.model.Proof;
import dev.asterism.prove.Prover;
import dev.asterism.replay.TaskFolder;
import dev.asterism.replay.TaskFolder.Row;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.student.Verdict;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.Outcome;
import dev.asterism.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/// How far a proof gets on so much fresh traffic, whatever traffic that happens to be.
///
/// `ProofDraws DIRECTORY SEED EPS,... FRESH [DRAWS] [n-grams]`: for each eps teaches a student, of
/// n-grams alone if told so, all of the training part but FRESH rows. Those and the test part are
/// shuffled together; FRESH of them prove the student, the others tell how much of them it may
/// answer and how often it is wrong then; and again, a hundred times. One draw tells little: a walk
/// ends at the first threshold with bad luck.
final class ProofDraws {

  private static final double DELTA = 0.05;

  private ProofDraws() {}

  static void main(String[] arguments) {
    TaskFolder folder = TaskFolder.read(Path.of(arguments[0]), Set.of());
    long seed = Long.parseLong(arguments[1]);
    int fresh = Integer.parseInt(arguments[3]);
    int draws = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 100;
    boolean alone = arguments.length > 5 && arguments[5].equals("n-grams");
    Encoders encoders = alone ? Encoders.NONE : new LocalEncoders();
    List<Row> train = Arrangement.published(folder, seed).stream();
    List<Row> taught = train.subList(0, train.size() - fresh);
    List<Row> unseen = new ArrayList<>(train.subList(taught.size(), train.size()));
    unseen.addAll(folder.test());
    System.out.println("| eps | draws | no proof | coverage, none as 0 | risk | draws above eps |");
    System.out.println("|---|---|---|---|---|---|");
    for (String eps : arguments[2].split(",", -1)) {
      draw(Double.parseDouble(eps), encoders, taught, unseen, seed, fresh, draws);
    }
  }

  private static void draw(
      double eps,
      Encoders encoders,
      List<Row> taught,
      List<Row> unseen,
      long seed,
      int fresh,
      int draws) {
    Outcome outcome =
        new Trainer(new LearningSettings(eps, DELTA, seed), encoders)
            .teach(Lessons.TASK, Lessons.of(taught), 0, 1);
    if (!(outcome instanceof Outcome.Taught(var student, var plan, _))) {
      System.out.printf("| %.0f %% | no student is worth a proof | - | - | - | - |%n", 100 * eps);
      return;
    }
    List<Prover.Shadow> said = said(student, unseen);
    Prover prover = new Prover(eps, DELTA, OptionalDouble.empty());
    Random random = new Random(seed);
    int unproved = 0;
    int above = 0;
    long given = 0;
    long wrong = 0;
    for (int draw = 0; draw < draws; draw++) {
      Collections.shuffle(said, random);
      Optional<Proof> proof = prover.walk(plan, said.subList(0, fresh), 0);
      double least = proof.map(Proof::threshold).orElse(Double.POSITIVE_INFINITY);
      List<Prover.Shadow> answers =
          said.subList(fresh, said.size()).stream().filter(one -> one.score() >= least).toList();
      long errors = answers.stream().filter(one -> !one.agrees()).count();
      unproved += proof.isEmpty() ? 1 : 0;
      above += errors > eps * answers.size() ? 1 : 0;
      given += answers.size();
      wrong += errors;
    }
    System.out.printf(
        "| %.0f %% | %d | %d | %.1f %% | %.2f %% | %d |%n",
        100 * eps,
        draws,
        unproved,
        100.0 * given / draws / (said.size() - fresh),
        100.0 * wrong / Math.max(1, given),
        above);
  }

  private static List<Prover.Shadow> said(Student student, List<Row> rows) {
    List<Prover.Shadow> said = new ArrayList<>();
    for (Row row : rows) {
      Verdict verdict = student.judge(row.input());
      boolean agrees = verdict.label().equals(Value.ofAnswer(row.output()).label());
      said.add(new Prover.Shadow(verdict.label(), verdict.score(), agrees));
    }
    return said;
  }
}
