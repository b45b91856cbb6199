package dev.asterism.policy.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterism.chat.Value;
import dev.asterism.cost.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plans are random graphs, carried out in a random order with random failures.
class ConductTest {

  private static final Value FINE = new Value.Text("fine");
  private static final int TOKENS = 10;
  private static final Limits AMPLE =
      new Limits(50, 50, 1_000_000, Optional.empty(), Duration.ofHours(1));

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  /// Each step may take what any earlier one of a shuffled order answers.
  private static WorkPlan random(Random random) {
    int size = random.nextInt(1, 20);
    double density = random.nextDouble();
    List<Subtask> steps = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Input> inputs = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (random.nextDouble() < density / 2) {
          inputs.add(new Input("i" + j, new Source.Output("s" + j, Optional.empty())));
        }
      }
      steps.add(new Subtask("s" + i, "somebody", "do", inputs));
    }
    Collections.shuffle(steps, random);
    return new WorkPlan(steps);
  }

  private static Account account(long spent) {
    return new Account(tokens(spent), Duration.ofSeconds(1), tokens(TOKENS), _ -> tokens(TOKENS));
  }

  private static Spent tokens(long tokens) {
    return new Spent(tokens, Optional.of(new Usd(tokens)));
  }

  /// What came of carrying a plan out.
  private record Run(Progress progress, Move.Ending ending, long spent) {}

  private static Run run(WorkPlan plan, Limits limits, double failing, Random random) {
    Conduct conduct = new Conduct(plan, limits);
    Progress progress = Progress.NONE.mended();
    List<String> running = new ArrayList<>();
    long spent = 0;
    while (true) {
      switch (conduct.next(progress, account(spent))) {
        case Move.Start(var steps) -> {
          for (Subtask step : steps) {
            assertThat(progress.begun()).doesNotContain(step.id());
            assertThat(progress.done().keySet()).containsAll(step.needs());
            progress = progress.started(step.id());
            running.add(step.id());
          }
        }
        case Move.Await() -> {
          String id = running.remove(random.nextInt(running.size()));
          spent += TOKENS;
          progress =
              random.nextDouble() < failing
                  ? progress.failed(id, "it failed")
                  : progress.finished(id, FINE);
        }
        case Move.Repair() -> throw new AssertionError("it was mended already");
        case Move.Assemble(var ending) -> {
          return new Run(progress, ending, spent);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyStepIsDoneOnceAfterWhatItNeeds(int seed) {
    Random random = new Random(seed);
    WorkPlan plan = random(random);
    Run run = run(plan, AMPLE, 0, random);
    assertThat(run.ending()).isEqualTo(Move.Ending.COMPLETE);
    assertThat(run.progress().done().keySet())
        .containsExactlyInAnyOrderElementsOf(plan.steps().stream().map(Subtask::id).toList());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatWaitsForAFailureIsNeverBegunAndAllElseIsDone(int seed) {
    Random random = new Random(seed);
    WorkPlan plan = random(random);
    Run run = run(plan, AMPLE, 0.3, random);
    Set<String> lost = lost(plan, run.progress().failed().keySet());
    assertThat(run.ending()).isEqualTo(lost.isEmpty() ? Move.Ending.COMPLETE : Move.Ending.FAILED);
    Set<String> rest = new HashSet<>();
    plan.steps().forEach(step -> rest.add(step.id()));
    rest.removeAll(lost);
    assertThat(run.progress().done().keySet()).containsExactlyInAnyOrderElementsOf(rest);
  }

  private static Set<String> lost(WorkPlan plan, Set<String> failed) {
    Set<String> lost = new HashSet<>(failed);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Subtask step : plan.steps()) {
        grown |= !Collections.disjoint(step.needs(), lost) && lost.add(step.id());
      }
    }
    return lost;
  }

  /// All that can run does: where all of a round end before the next, there are as many rounds as
  /// the plan is deep.
  @ParameterizedTest
  @MethodSource("seeds")
  void independentStepsRunSideBySide(int seed) {
    WorkPlan plan = random(new Random(seed));
    Conduct conduct = new Conduct(plan, AMPLE);
    Progress progress = Progress.NONE;
    int rounds = 0;
    while (conduct.next(progress, account(0)) instanceof Move.Start(var steps)) {
      rounds++;
      for (Subtask step : steps) {
        progress = progress.started(step.id()).finished(step.id(), FINE);
      }
    }
    assertThat(rounds).isEqualTo(plan.depth());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noMoreIsSpentThanIsAllowedAndTheLastCallCanBePaid(int seed) {
    Random random = new Random(seed);
    WorkPlan plan = random(random);
    long most = random.nextInt(1, 250);
    Limits tokens = new Limits(50, 50, most, Optional.empty(), Duration.ofHours(1));
    Limits money = new Limits(50, 50, 1_000_000, Optional.of(new Usd(most)), Duration.ofHours(1));
    for (Limits limits : List.of(tokens, money)) {
      Run run = run(plan, limits, 0, random);
      assertThat(run.spent() == 0 || run.spent() + TOKENS <= most).isTrue();
      boolean room = plan.steps().size() * TOKENS + TOKENS <= most;
      assertThat(run.ending()).isEqualTo(room ? Move.Ending.COMPLETE : Move.Ending.OVER_BUDGET);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aCircleAnywhereIsRefused(int seed) {
    Random random = new Random(seed);
    List<Subtask> steps = new ArrayList<>(random(random).steps());
    // A ring through a few of them.
    int length = random.nextInt(1, steps.size() + 1);
    for (int i = 0; i < length; i++) {
      Subtask step = steps.get(i);
      List<Input> inputs = new ArrayList<>(step.inputs());
      String next = steps.get((i + 1) % length).id();
      inputs.add(new Input("ring", new Source.Output(next, Optional.empty())));
      steps.set(i, new Subtask(step.id(), step.specialist(), step.task(), inputs));
    }
    assertThatThrownBy(() -> new WorkPlan(steps))
        .isInstanceOf(BadPlan.class)
        .hasMessageContaining("circle");
  }

  @Test
  void aFailureIsMendedOnceWhereThereIsRoom() {
    WorkPlan plan = new WorkPlan(List.of(new Subtask("a", "somebody", "do", List.of())));
    Progress failed = Progress.NONE.failed("a", "dead");
    assertThat(new Conduct(plan, AMPLE).next(failed, account(0))).isEqualTo(new Move.Repair());
    assertThat(new Conduct(plan, AMPLE).next(failed.mended(), account(0)))
        .isEqualTo(new Move.Assemble(Move.Ending.FAILED));
    Limits one = new Limits(1, 1, 1_000, Optional.empty(), Duration.ofHours(1));
    assertThat(new Conduct(plan, one).next(failed, account(0)))
        .isEqualTo(new Move.Assemble(Move.Ending.FAILED));
    Limits poor = new Limits(5, 5, 25, Optional.empty(), Duration.ofHours(1));
    assertThat(new Conduct(plan, poor).next(failed, account(10)))
        .isEqualTo(new Move.Assemble(Move.Ending.FAILED));
  }

  @Test
  void nothingIsBegunOrWaitedForOnceTheTimeIsUp() {
    WorkPlan plan = new WorkPlan(List.of(new Subtask("a", "somebody", "do", List.of())));
    Account late = new Account(Spent.NOTHING, Duration.ofHours(1), tokens(0), _ -> tokens(0));
    assertThat(new Conduct(plan, AMPLE).next(Progress.NONE, late))
        .isEqualTo(new Move.Assemble(Move.Ending.OUT_OF_TIME));
    assertThat(new Conduct(plan, AMPLE).next(Progress.NONE.started("a"), late))
        .isEqualTo(new Move.Assemble(Move.Ending.OUT_OF_TIME));
  }

  @Test
  void whatHasNoPriceIsNotBegunWhereMoneyIsLimited() {
    WorkPlan plan = new WorkPlan(List.of(new Subtask("a", "somebody", "do", List.of())));
    Account unpriced =
        new Account(
            Spent.NOTHING, Duration.ZERO, Spent.NOTHING, _ -> new Spent(1, Optional.empty()));
    Limits money = new Limits(5, 5, 1_000, Optional.of(Usd.ofDollars(1)), Duration.ofHours(1));
    assertThat(new Conduct(plan, money).next(Progress.NONE, unpriced))
        .isEqualTo(new Move.Assemble(Move.Ending.OVER_BUDGET));
    assertThat(new Conduct(plan, AMPLE).next(Progress.NONE, unpriced))
        .isInstanceOf(Move.Start.class);
  }
}
