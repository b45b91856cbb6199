package dev.asterism.promote;

import dev.asterism.model.Proof;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.trace.Traffic.Seen;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides the life of a task's students. Pure decision: depends on what is known of the task
/// alone.
public final class Promotion {

  private static final int FIRST_TRAINING = 50;
  private static final double GROWTH_AFTER_FAILURE = 1.5;
  private static final double GROWTH_WHILE_LIVE = 1.4;

  /// What is new since a drift may be little, and still the most telling of all.
  private static final double GROWTH_AFTER_DRIFT = 1.1;

  private static final double GROWTH_WHILE_PROVING = 1.5;

  /// Students that are proved at the same time; each judges all fresh traffic.
  private static final int MOST_SHADOWS = 4;

  private static final double LEAST_COVERAGE = 0.05;
  private static final double WORTH_REPLACING = 0.02;

  /// Fresh traffic after which no more is expected of a proof, in times what it was planned for.
  private static final double PATIENCE = 3;

  /// New traffic that makes another look worth its time, in parts of what was looked at.
  private static final double NEWS = 0.02;

  private static final int LEAST_NEWS = 20;

  /// Traffic to expect of a task, in times what it has had.
  private static final double YET_TO_COME = 2;

  private static final int YOUNG = 500;
  private static final double CHECKED_YOUNG = 0.1;
  private static final double CHECKED = 0.02;
  private static final double CHECKED_CONFIRMED = 0.01;
  private static final double CHECKED_WHILE_PROVING = 1;

  private final boolean automatic;

  /// @param automatic whether a proved student goes live by itself
  public Promotion(boolean automatic) {
    this.automatic = automatic;
  }

  /// What is known of a task.
  ///
  /// @param students all, oldest first
  /// @param fresh for each student whose proof goes on, the examples that may count in it
  /// @param usable labelled examples that a training would learn from: after a demotion, those
  ///   since the student began to err; otherwise all
  /// @param triedAt how many of them there were at the newest training that gave no student; 0 for
  ///   none
  /// @param auditFailed whether the live student's audit shows a risk above eps
  /// @param drifted whether the live student's traffic is no longer what it was
  /// @param liveCoverage the share of its requests that the live student answers by now; 0 where
  ///   none is live
  public record State(
      Seen seen,
      List<StudentCard> students,
      Map<StudentId, Integer> fresh,
      long usable,
      long triedAt,
      boolean auditFailed,
      boolean drifted,
      double liveCoverage) {

    public State {
      students = List.copyOf(students);
      fresh = Map.copyOf(fresh);
    }

    int fresh(StudentCard card) {
      return fresh.getOrDefault(card.id(), 0);
    }

    List<StudentCard> all(Stage stage) {
      return students.stream().filter(card -> card.stage() == stage).toList();
    }

    Optional<StudentCard> at(Stage stage) {
      return students.stream().filter(card -> card.stage() == stage).findFirst();
    }
  }

  /// {@return what to do next}
  public Step next(State state) {
    Optional<StudentCard> live = state.at(Stage.LIVE);
    if (live.isPresent() && state.auditFailed()) {
      return new Step.Demote(live.get(), "its audits show a risk above what was allowed");
    }
    Optional<StudentCard> proved = state.at(Stage.PROVED);
    if (proved.isPresent() && automatic) {
      return new Step.GoLive(proved.get());
    }
    Optional<StudentCard> serving = live.or(() -> proved);
    if (serving.isPresent() && isDue(serving.get(), state)) {
      return new Step.Look(serving.get());
    }
    List<StudentCard> shadows = state.all(Stage.SHADOW);
    for (StudentCard shadow : shadows) {
      Optional<Step> step = prove(shadow, live, state);
      if (step.isPresent()) {
        return step.get();
      }
    }
    if (!shadows.isEmpty()) {
      return provingOn(shadows, live, state);
    }
    if (live.filter(card -> isWorthGoingOn(card, state.seen().sightings()))
            .filter(card -> state.usable() < GROWTH_WHILE_PROVING * card.provenance().traces())
            .isPresent()
        && !state.drifted()) {
      return new Step.Wait("proving that the live student may answer more");
    }
    return train(serving, state);
  }

  /// {@return what to do with a student in shadow; empty where it can only wait}
  private Optional<Step> prove(StudentCard shadow, Optional<StudentCard> live, State state) {
    if (shadow.proof().filter(proof -> isWorthServing(proof, state)).isPresent()) {
      return Optional.of(automatic ? new Step.GoLive(shadow) : new Step.Propose(shadow));
    }
    if (live.filter(card -> card.id().version() > shadow.id().version()).isPresent()) {
      return Optional.of(new Step.Retire(shadow, "one that has learnt more is live"));
    }
    if (isDue(shadow, state)) {
      return Optional.of(new Step.Look(shadow));
    }
    if (live.isPresent() && !isWorthProving(shadow, state)) {
      return Optional.of(
          new Step.Retire(
              shadow,
              shadow.looked() == 0
                  ? "its proof would cost more than it is expected to save"
                  : "what is left of its proof would cost more than it is expected to save"));
    }
    return goesOn(shadow)
        ? Optional.empty()
        : Optional.of(new Step.Retire(shadow, "its proof did not hold on fresh traffic"));
  }

  /// Where none is live the teacher is asked everything anyway: a student whose proof takes long
  /// goes on beside those that have learnt more since.
  private Step provingOn(List<StudentCard> shadows, Optional<StudentCard> live, State state) {
    StudentCard newest = shadows.getLast();
    if (live.isPresent() || state.usable() < GROWTH_WHILE_PROVING * newest.provenance().traces()) {
      return new Step.Wait(
          "proving on fresh traffic: %d requests of about %d"
              .formatted(state.fresh(newest), newest.plan().fresh()));
    }
    if (shadows.size() == MOST_SHADOWS) {
      return new Step.Retire(
          shadows.getFirst(),
          "it could not be proved any better so far, and there is more to learn");
    }
    return train(Optional.empty(), state);
  }

  /// Whether there is enough new traffic to look again how far a proof gets.
  private static boolean isDue(StudentCard card, State state) {
    return goesOn(card)
        && state.fresh(card) >= card.looked() + Math.max(LEAST_NEWS, NEWS * card.looked());
  }

  /// {@return whether a student's proof may still get further: there are looser thresholds to
  /// prove, and it was not looked at for too long already}
  public static boolean goesOn(StudentCard card) {
    boolean loosest =
        card.proof().filter(proof -> proof.threshold() <= card.plan().grid().getLast()).isPresent();
    return !card.stage().isOver() && !loosest && card.looked() < PATIENCE * card.plan().fresh();
  }

  /// {@return whether a live student's proof is worth asking the teacher all that it could answer:
  /// the coverage that is expected to be proved yet outweighs what the proving costs, and the
  /// traffic that it was planned for is not over}
  public static boolean isWorthGoingOn(StudentCard live, long sightings) {
    int left = live.plan().fresh() - live.looked();
    return goesOn(live) && pays(live.plan().coverage(), coverage(live), left, sightings);
  }

  /// While a better student is proved, the teacher is asked what the live one could have answered:
  /// for as long as its proof was planned to take, and once more as long, if that pays each time.
  private static boolean isWorthProving(StudentCard shadow, State state) {
    int planned = shadow.plan().fresh();
    int fresh = state.fresh(shadow);
    int left = (fresh < planned ? planned : 2 * planned) - fresh;
    return pays(shadow.plan().coverage(), state.liveCoverage(), left, state.seen().sightings());
  }

  /// Whether what can be answered beyond what is answered now, over the traffic to expect,
  /// outweighs what the teacher is asked all the same until so much more traffic has come.
  private static boolean pays(double planned, double now, int left, long sightings) {
    double gain = planned - now;
    return left > 0 && gain > WORTH_REPLACING && gain * YET_TO_COME * sightings >= left * now;
  }

  private static double coverage(StudentCard card) {
    return card.proof().map(Proof::coverage).orElse(0.0);
  }

  private static boolean isWorthServing(Proof proof, State state) {
    double better = state.at(Stage.LIVE).isPresent() ? state.liveCoverage() + WORTH_REPLACING : 0;
    return proof.coverage() >= Math.max(LEAST_COVERAGE, better);
  }

  private static Step train(Optional<StudentCard> serving, State state) {
    long learnt = state.students().isEmpty() ? 0 : state.students().getLast().provenance().traces();
    boolean demoted =
        !state.students().isEmpty() && state.students().getLast().stage() == Stage.DEMOTED;
    double wanted = FIRST_TRAINING;
    if (serving.isPresent()) {
      wanted = (state.drifted() ? GROWTH_AFTER_DRIFT : GROWTH_WHILE_LIVE) * learnt;
    } else if (!demoted) {
      wanted = GROWTH_AFTER_FAILURE * learnt;
    }
    wanted = Math.max(wanted, Math.max(FIRST_TRAINING, GROWTH_AFTER_FAILURE * state.triedAt()));
    if (state.usable() < wanted) {
      return new Step.Wait(
          "gathering traces%s: %d of %d"
              .formatted(
                  demoted ? " since the demotion" : "", state.usable(), (long) Math.ceil(wanted)));
    }
    return new Step.Train(attempt(state.students()));
  }

  /// Proofs tried or begun since the last one that held, and the coming one.
  private static int attempt(List<StudentCard> students) {
    int attempt = 1;
    for (StudentCard student : students) {
      if (student.proof().isPresent()) {
        attempt = 1;
      } else if (student.looked() > 0 || student.stage() == Stage.SHADOW) {
        attempt++;
      }
    }
    return attempt;
  }

  /// {@return the probability with which a live student's request is put to the teacher as well}
  ///
  /// It depends on the past alone, so that whatever it is, what is drawn stands for all traffic.
  ///
  /// @param drifted whether the student's traffic is no longer what it was
  /// @param proving whether a student's proof goes on, its own or that of one in shadow
  public static double checking(Audit audit, boolean drifted, boolean proving) {
    if (proving) {
      return CHECKED_WHILE_PROVING;
    }
    if (audit.n() < YOUNG * CHECKED_YOUNG || audit.suspicious() || drifted) {
      return CHECKED_YOUNG;
    }
    return audit.confirmed() ? CHECKED_CONFIRMED : CHECKED;
  }
}
