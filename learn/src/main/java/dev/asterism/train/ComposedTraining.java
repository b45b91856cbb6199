package dev.asterism.train;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import dev.asterism.dataset.Dataset;
import dev.asterism.model.Plan;
import dev.asterism.student.Certainty;
import dev.asterism.student.ComposedStudent;
import dev.asterism.student.ComposedStudent.Second;
import dev.asterism.student.Encoder;
import dev.asterism.student.Parts;
import dev.asterism.student.Student;
import dev.asterism.student.Tokens;
import dev.asterism.trace.Example;
import dev.asterism.train.CrossFit.Scored;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/// Teaches a student whose answers are made of parts, and plans its proof.
final class ComposedTraining {

  /// Scores from which one reading may be enough.
  private static final double[] SURE = {0.9, 0.95, 0.98};

  /// Coverage that a second reading must add to be worth a millisecond; where fewer choices than
  /// this are wrong it cannot.
  private static final double PAYS = 0.02;

  private final LearningSettings settings;
  private final Optional<Encoder> encoder;
  private final Stopwatch stopwatch;
  private final Lessons lessons;
  private final Schema schema;
  private final double level;

  /// With all weights that are worth keeping.
  private final DraftJudgements.Readings whole;

  /// Fitted once, for students of every size.
  private Optional<Parts> fitted = Optional.empty();

  private ComposedTraining(
      LearningSettings settings,
      Optional<Encoder> encoder,
      Stopwatch stopwatch,
      Lessons lessons,
      Schema schema,
      double level) {
    this.settings = settings;
    this.encoder = encoder;
    this.stopwatch = stopwatch;
    this.lessons = read(lessons, encoder, settings.seed());
    this.schema = schema;
    this.level = level;
    this.whole = DraftJudgements.of(this.lessons, schema, settings.seed(), settings.tolerance());
  }

  /// @param closed tells which values come from a small set
  /// @param level the part of delta that the proof may spend
  static Attempt teach(
      LearningSettings settings,
      Optional<Encoder> encoder,
      Stopwatch stopwatch,
      Dataset dataset,
      Schema schema,
      ClosedSet closed,
      double level) {
    List<Tokens> tokens = dataset.examples().stream().map(e -> Tokens.of(e.input())).toList();
    List<Value> answers =
        dataset.examples().stream().map(e -> Value.of(e.reference().orElseThrow())).toList();
    return switch (Shaping.of(tokens, answers, schema, closed)) {
      case Shaping.Found.Unlearnable(var reason) -> new Attempt.None(reason);
      case Shaping.Found.Made made -> {
        Lessons lessons = Lessons.of(dataset, made, tokens, answers);
        yield lessons.areEnough()
            ? Sizing.within(
                settings.budget().bytes(),
                new ComposedTraining(settings, encoder, stopwatch, lessons, schema, level)::attempt)
            : new Attempt.None(
                "nearly every input so far is the same: too few others to learn from");
      }
    };
  }

  /// Reads meaning where enough is chosen wrong by n-grams alone, for it helps to choose and not to
  /// copy.
  private static Lessons read(Lessons lessons, Optional<Encoder> encoder, long seed) {
    return encoder
        .filter(_ -> {
          int[] taught = lessons.dataset().taught(0);
          int[] held = lessons.dataset().held(0);
          return PartsFit.wrongChoices(lessons, taught, held, seed) > PAYS;
        })
        .map(lessons::read)
        .orElse(lessons);
  }

  /// A second reading that pays.
  ///
  /// @param share of the inputs that are read twice
  private record Promise(Second second, Plan plan, double share) {}

  private Attempt attempt(Sizing.Room room) {
    DraftJudgements.Readings readings = readings(room.share());
    DraftJudgements once = readings.once();
    Optional<DraftJudgements> twice = readings.twice().filter(_ -> room.meaning());
    Optional<Plan> plan = plan(DraftJudgements.scored(once, once, 0));
    double wanted = plan.map(quick -> quick.coverage() + PAYS).orElse(0.0);
    Optional<Promise> promise = twice.flatMap(both -> promise(once, both, wanted));
    String slow = "";
    if (promise.isPresent()) {
      double most = settings.budget().millis();
      double share = promise.get().share();
      ReadingTimes times = times(room.share());
      if (times.mean(share) <= most) {
        Optional<Second> second = Optional.of(promise.get().second());
        return made(once, second, promise.get().plan(), room.share());
      }
      slow = times.tooLong(share, most);
    }
    return plan.isPresent()
        ? made(once, Optional.empty(), plan.get(), room.share())
        : new Attempt.None(slow + tooLittle(slow.isEmpty() ? twice.orElse(once) : once));
  }

  /// How much is worth keeping is found out once: of less of it, it would be another share.
  private DraftJudgements.Readings readings(double share) {
    return share == 1
        ? whole
        : DraftJudgements.of(lessons, schema, settings.seed(), whole.kept(), share);
  }

  /// The least reading that adds enough.
  private Optional<Promise> promise(DraftJudgements once, DraftJudgements twice, double wanted) {
    for (double sure : SURE) {
      Optional<Plan> both = plan(DraftJudgements.scored(once, twice, sure));
      if (both.isPresent() && both.get().coverage() >= wanted) {
        Second second = new Second(encoder.orElseThrow(), sure, twice.certainty());
        return Optional.of(new Promise(second, both.get(), once.unsure(sure)));
      }
    }
    return Optional.empty();
  }

  private ReadingTimes times(double share) {
    Parts kept = parts().heaviest(share);
    return ReadingTimes.of(
            lessons.dataset(), text -> kept.draft(text, Optional.empty()), encoder, stopwatch)
        .readingWordsAgain();
  }

  private Optional<Plan> plan(List<Scored> scored) {
    double accuracy = scored.stream().mapToDouble(one -> one.correct() ? 1 : 0).average().orElse(0);
    return new Planner(scored, settings.eps()).plan(accuracy, level);
  }

  private String tooLittle(DraftJudgements judgements) {
    return "cross-fitted on %d traces a student gives %.1f %% of the answers whole: too little to prove a risk of %.1f %%"
        .formatted(lessons.answers().size(), 100 * judgements.accuracy(), 100 * settings.eps());
  }

  private Parts parts() {
    Parts parts =
        fitted.orElseGet(() -> {
          int[] all = IntStream.range(0, lessons.answers().size()).toArray();
          return PartsFit.fit(lessons, all, settings.seed()).parts(whole.kept());
        });
    fitted = Optional.of(parts);
    return parts;
  }

  /// One that does not read meaning is fitted as it was judged: beside what was learnt of meanings.
  private Attempt made(DraftJudgements once, Optional<Second> second, Plan plan, double share) {
    Parts parts = second.isPresent() ? parts() : parts().withoutMeaning();
    List<Example> examples = lessons.dataset().examples();
    Certainty certainty = once.certainty();
    DoubleFunction<Student> lighter =
        some ->
            new ComposedStudent(
                parts.heaviest(some),
                schema,
                certainty,
                second,
                Writing.of(examples),
                Manner.usage(examples),
                Manner.outputPerCharacter(examples));
    return new Attempt.Made(lighter.apply(share), plan, second.isPresent(), lighter);
  }
}
