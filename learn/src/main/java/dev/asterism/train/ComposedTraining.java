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

  ComposedTraining(LearningSettings settings, Optional<Encoder> encoder, Stopwatch stopwatch) {
    this.settings = settings;
    this.encoder = encoder;
    this.stopwatch = stopwatch;
  }

  /// @param closed tells which values come from a small set
  /// @param level the part of delta that the proof may spend
  Attempt teach(Dataset dataset, Schema schema, ClosedSet closed, double level) {
    List<Tokens> tokens = dataset.examples().stream().map(e -> Tokens.of(e.input())).toList();
    List<Value> answers =
        dataset.examples().stream().map(e -> Value.of(e.reference().orElseThrow())).toList();
    return switch (Shaping.of(tokens, answers, schema, closed)) {
      case Shaping.Found.Unlearnable(var reason) -> new Attempt.None(reason);
      case Shaping.Found.Made made ->
          teach(Lessons.of(dataset, made, tokens, answers), schema, level);
    };
  }

  private Attempt teach(Lessons lessons, Schema schema, double level) {
    Lessons read = encoder.filter(_ -> mayPay(lessons)).map(lessons::read).orElse(lessons);
    return Sizing.within(
        settings.budget().bytes(),
        room -> attempt(lessons, room.meaning() ? read : lessons, schema, level, room.share()));
  }

  /// A second reading that pays.
  ///
  /// @param share of the inputs that are read twice
  private record Promise(Second second, Plan plan, double share) {}

  /// @param lessons as they are learnt without meaning
  /// @param read the same as they are judged
  private Attempt attempt(
      Lessons lessons, Lessons read, Schema schema, double level, double share) {
    DraftJudgements.Readings readings =
        DraftJudgements.of(read, schema, settings.seed(), settings.tolerance(), share);
    DraftJudgements once = readings.once();
    Optional<Plan> plan = plan(DraftJudgements.scored(once, once, 0), level);
    double wanted = plan.map(quick -> quick.coverage() + PAYS).orElse(0.0);
    Optional<Promise> promise =
        readings.twice().flatMap(twice -> promise(once, twice, wanted, level));
    String slow = "";
    if (promise.isPresent()) {
      Parts parts = fit(read, readings.kept());
      Parts kept = parts.heaviest(share);
      ReadingTimes times =
          ReadingTimes.of(
              read.dataset(), text -> kept.draft(text, Optional.empty()), encoder, stopwatch);
      double taken = promise.get().share();
      if (times.mean(taken) <= settings.budget().millis()) {
        Optional<Second> second = Optional.of(promise.get().second());
        return made(parts, lessons, schema, once, second, promise.get().plan(), share);
      }
      slow = times.tooLong(taken, settings.budget().millis());
    }
    return plan.isPresent()
        ? made(
            fit(lessons, readings.kept()),
            lessons,
            schema,
            once,
            Optional.empty(),
            plan.get(),
            share)
        : new Attempt.None(
            slow
                + "cross-fitted on %d traces a student gives %.1f %% of the answers whole: too little to prove a risk of %.1f %%"
                    .formatted(
                        lessons.answers().size(),
                        100 * (slow.isEmpty() ? readings.twice().orElse(once) : once).accuracy(),
                        100 * settings.eps()));
  }

  /// The least reading that adds enough.
  private Optional<Promise> promise(
      DraftJudgements once, DraftJudgements twice, double wanted, double level) {
    for (double sure : SURE) {
      Optional<Plan> both = plan(DraftJudgements.scored(once, twice, sure), level);
      if (both.isPresent() && both.get().coverage() >= wanted) {
        Second second = new Second(encoder.orElseThrow(), sure, twice.certainty());
        return Optional.of(new Promise(second, both.get(), once.unsure(sure)));
      }
    }
    return Optional.empty();
  }

  /// Whether enough is chosen wrong by n-grams alone, for meaning helps to choose and not to copy.
  private boolean mayPay(Lessons lessons) {
    int[] taught = lessons.dataset().taught(0);
    int[] held = lessons.dataset().held(0);
    return PartsFit.wrongChoices(lessons, taught, held, settings.seed()) > PAYS;
  }

  private Optional<Plan> plan(List<Scored> scored, double level) {
    double accuracy = scored.stream().mapToDouble(one -> one.correct() ? 1 : 0).average().orElse(0);
    return new Planner(scored, settings.eps()).plan(accuracy, level);
  }

  private Parts fit(Lessons lessons, double kept) {
    int[] all = IntStream.range(0, lessons.answers().size()).toArray();
    return PartsFit.fit(lessons, all, settings.seed()).parts(kept);
  }

  private static Attempt made(
      Parts parts,
      Lessons lessons,
      Schema schema,
      DraftJudgements once,
      Optional<Second> second,
      Plan plan,
      double share) {
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
