package dev.asterism.train;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import dev.asterism.dataset.Dataset;
import dev.asterism.model.Plan;
import dev.asterism.student.ComposedStudent;
import dev.asterism.student.ComposedStudent.Second;
import dev.asterism.student.Encoder;
import dev.asterism.student.Parts;
import dev.asterism.student.Tokens;
import dev.asterism.train.CrossFit.Scored;
import java.util.List;
import java.util.Optional;
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

  ComposedTraining(LearningSettings settings, Optional<Encoder> encoder) {
    this.settings = settings;
    this.encoder = encoder;
  }

  /// What came of it.
  sealed interface Result {
    record Made(ComposedStudent student, Plan plan) implements Result {}

    record None(String reason) implements Result {}
  }

  /// @param closed tells which values come from a small set
  /// @param level the part of delta that the proof may spend
  Result teach(Dataset dataset, Schema schema, ClosedSet closed, double level) {
    List<Tokens> tokens = dataset.examples().stream().map(e -> Tokens.of(e.input())).toList();
    List<Value> answers =
        dataset.examples().stream().map(e -> Value.of(e.reference().orElseThrow())).toList();
    return switch (Shaping.of(tokens, answers, schema, closed)) {
      case Shaping.Found.Unlearnable(var reason) -> new Result.None(reason);
      case Shaping.Found.Made made ->
          teach(Lessons.of(dataset, made, tokens, answers), schema, level);
    };
  }

  private Result teach(Lessons lessons, Schema schema, double level) {
    Lessons read = encoder.filter(_ -> mayPay(lessons)).map(lessons::read).orElse(lessons);
    DraftJudgements.Readings readings =
        DraftJudgements.of(read, schema, settings.seed(), settings.tolerance());
    DraftJudgements once = readings.once();
    Optional<Plan> plan = plan(DraftJudgements.scored(once, once, 0), level);
    if (readings.twice().isPresent()) {
      DraftJudgements twice = readings.twice().get();
      double wanted = plan.map(quick -> quick.coverage() + PAYS).orElse(0.0);
      for (double sure : SURE) {
        Optional<Plan> both = plan(DraftJudgements.scored(once, twice, sure), level);
        if (both.isPresent() && both.get().coverage() >= wanted) {
          Second second = new Second(encoder.orElseThrow(), sure, twice.certainty());
          return new Result.Made(student(read, schema, readings, Optional.of(second)), both.get());
        }
      }
    }
    return plan.isPresent()
        ? new Result.Made(student(lessons, schema, readings, Optional.empty()), plan.get())
        : new Result.None(
            "cross-fitted on %d traces a student gives %.1f %% of the answers whole: too little to prove a risk of %.1f %%"
                .formatted(
                    lessons.answers().size(),
                    100 * readings.twice().orElse(once).accuracy(),
                    100 * settings.eps()));
  }

  /// Whether enough is chosen wrong by n-grams alone, for meaning helps to choose and not to copy.
  private boolean mayPay(Lessons lessons) {
    int[] taught = DraftJudgements.places(lessons.dataset(), 0, false);
    int[] held = DraftJudgements.places(lessons.dataset(), 0, true);
    return PartsFit.wrongChoices(lessons, taught, held, settings.seed()) > PAYS;
  }

  private Optional<Plan> plan(List<Scored> scored, double level) {
    double accuracy = scored.stream().mapToDouble(one -> one.correct() ? 1 : 0).average().orElse(0);
    return new Planner(scored, settings.eps()).plan(accuracy, level);
  }

  private ComposedStudent student(
      Lessons lessons, Schema schema, DraftJudgements.Readings readings, Optional<Second> second) {
    int[] all = IntStream.range(0, lessons.answers().size()).toArray();
    Parts parts = PartsFit.fit(lessons, all, settings.seed()).parts(readings.kept());
    return new ComposedStudent(
        parts,
        schema,
        readings.once().certainty(),
        second,
        Writing.of(lessons.dataset().examples()),
        Manner.usage(lessons.dataset().examples()),
        Manner.outputPerCharacter(lessons.dataset().examples()));
  }
}
