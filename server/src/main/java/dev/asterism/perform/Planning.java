package dev.asterism.perform;

import dev.asterism.cost.Usd;
import dev.asterism.policy.plan.Account;
import dev.asterism.policy.plan.BadPlan;
import dev.asterism.policy.plan.Conduct;
import dev.asterism.policy.plan.Handover;
import dev.asterism.policy.plan.Limits;
import dev.asterism.policy.plan.Move;
import dev.asterism.policy.plan.PlanReader;
import dev.asterism.policy.plan.Progress;
import dev.asterism.policy.plan.Subtask;
import dev.asterism.policy.plan.WorkPlan;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Call;
import dev.asterism.wire.OwnChat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// Performs a plan: the planner divides the request, specialists do the parts, the boss makes one
/// answer of them. Whatever errs, the boss still answers, with what there is.
final class Planning {

  /// A planner may think before it writes.
  private static final int PLANNER_TOKENS = 8_192;

  /// Of the time that a client gives, the rest is for the final answer.
  private static final double SHARE_OF_STEPS = 2.0 / 3;

  private final Asking asking;
  private final Manner.Plan team;
  private final Performance performance;
  private final String request;
  private final Limits limits;
  private final PlanReader reader;
  private final Foresight foresight;
  private final long begun = System.nanoTime();
  private WorkPlan plan = new WorkPlan(List.of());
  private Progress progress = Progress.NONE;

  Planning(Asking asking, Manner.Plan team, Performance performance) {
    this.asking = asking;
    this.team = team;
    this.performance = performance;
    this.request = asking.form().question();
    this.limits = limits(team.limits(), asking);
    this.reader =
        new PlanReader(team.specialists().stream().map(Specialist::skill).toList(), limits);
    this.foresight = new Foresight(asking, team, performance);
  }

  /// What the client demands may be narrower than what is configured.
  private static Limits limits(Limits most, Asking asking) {
    Optional<Usd> demanded = asking.demands().cost();
    Optional<Usd> cost =
        most.cost().filter(own -> demanded.filter(it -> it.compareTo(own) < 0).isEmpty());
    Duration share = Duration.ofMillis((long) (asking.left().toMillis() * SHARE_OF_STEPS));
    boolean narrower = share.isPositive() && share.compareTo(most.time()) < 0;
    return new Limits(
        most.steps(),
        most.depth(),
        most.tokens(),
        cost.or(() -> demanded),
        narrower ? share : most.time());
  }

  Given play() throws UpstreamException {
    if (asking.form().informed(team.boss(), "").isEmpty()) {
      asking.course().say("requests of this form are not divided");
      return answer();
    }
    divide();
    if (!plan.steps().isEmpty()) {
      carryOut();
    }
    return answer();
  }

  private void divide() throws UpstreamException {
    if (!limits.allow(foresight.planning().plus(foresight.assembling(List.of())))) {
      asking.course().say("nothing planned over the budget");
      return;
    }
    Optional<String> written = write(team.planner(), request, "planned nothing");
    if (written.isPresent()) {
      try {
        plan = reader.read(written.get());
        int steps = plan.steps().size();
        asking.course().say(steps == 0 ? "no steps needed" : counted(steps));
      } catch (BadPlan bad) {
        asking.course().say(team.planner() + " planned nonsense (" + bad.getMessage() + ")");
      }
    }
  }

  private static String counted(int steps) {
    return steps == 1 ? "1 step" : steps + " steps";
  }

  /// {@return what a model plans; empty where it says nothing}
  private Optional<String> write(String model, String question, String failing)
      throws UpstreamException {
    OwnChat chat =
        OwnChat.of(model, PlanPrompt.planning(team), question)
            .formed("plan", reader.form())
            .atMost(PLANNER_TOKENS);
    Course course = asking.course().part();
    long asked = System.nanoTime();
    try {
      switch (performance.reach(
          asking, model, chat, Call.Part.PLAN, course, asking.seat(), timeLeft())) {
        case Reached.Answered(_, var said) -> {
          course.became("planned");
          return Optional.of(said.text());
        }
        case Reached.Failed(var why) -> {
          asking.course().say(model + " " + failing + ": " + why);
          return Optional.empty();
        }
      }
    } finally {
      asking.course().waited(System.nanoTime() - asked);
    }
  }

  private void carryOut() throws UpstreamException {
    try (Crew crew = new Crew(asking)) {
      while (true) {
        switch (new Conduct(plan, limits).next(progress, account())) {
          case Move.Start(var steps) -> steps.forEach(step -> start(crew, step));
          case Move.Await _ -> crew.next(timeLeft()).ifPresent(this::hear);
          case Move.Repair _ -> mend();
          case Move.Assemble(var why) -> {
            ended(why);
            return;
          }
        }
      }
    }
  }

  private Account account() {
    return new Account(
        foresight.spent(),
        elapsed(),
        foresight.assembling(progress.done().values()),
        foresight::step);
  }

  private void start(Crew crew, Subtask step) {
    Specialist specialist = team.specialist(step.specialist()).orElseThrow();
    try {
      Handover handover = new Handover(request, progress.done());
      crew.start(
          new Assignment(
              asking, performance, step, specialist, handover.inputs(step, specialist.skill())));
      progress = progress.started(step.id());
    } catch (BadPlan bad) {
      fail(step.id(), String.valueOf(bad.getMessage()));
    }
  }

  private void hear(Finish finish) {
    switch (finish) {
      case Finish.Done(var step, var answer) -> progress = progress.finished(step, answer);
      case Finish.Failed(var step, var why) -> fail(step, why);
      case Finish.Left(var step, _) -> fail(step, "given up");
    }
  }

  private void fail(String step, String why) {
    progress = progress.failed(step, why);
    asking.course().say("step " + step + " " + why);
  }

  private void mend() throws UpstreamException {
    String question = PlanPrompt.mending(request, plan, progress);
    Optional<String> written = write(team.boss(), question, "mended nothing");
    if (written.isPresent()) {
      try {
        plan = reader.mend(written.get(), plan, progress);
        int more = plan.steps().size() - progress.done().size();
        asking.course().say(team.boss() + " mended it by " + counted(more));
      } catch (BadPlan bad) {
        asking.course().say(team.boss() + " mended nonsense (" + bad.getMessage() + ")");
      }
    }
    progress = progress.mended();
  }

  private void ended(Move.Ending why) {
    String done = "%d of %d done".formatted(progress.done().size(), plan.steps().size());
    switch (why) {
      case COMPLETE -> {}
      case FAILED -> asking.course().say(done);
      case OVER_BUDGET -> asking.course().say("budget spent, " + done);
      case OUT_OF_TIME -> asking.course().say("time is up, " + done);
    }
  }

  /// The boss answers; where it cannot, the planner, then any other model of the team.
  private Given answer() throws UpstreamException {
    boolean found = !progress.done().isEmpty();
    List<Heard> failed = new ArrayList<>();
    SequencedSet<String> open = new LinkedHashSet<>(List.of(team.boss(), team.planner()));
    open.addAll(team.models().reversed());
    while (!open.isEmpty() && asking.hasTime()) {
      String model = open.removeFirst();
      if (!asking.affords(model)) {
        asking.course().say(model + " left out over the budget");
        continue;
      }
      Call.Part part = found ? Call.Part.MERGE : Call.Part.ANSWER;
      switch (asking.last(model, part, body(model), !open.isEmpty())) {
        case Asking.Last.Answered(var given) -> {
          asking.course().say(model + (found ? " assembled" : " answered alone"));
          return given;
        }
        case Asking.Last.Failed(var heard) -> {
          failed.add(heard);
          asking.course().say(model + " " + heard.failing());
        }
      }
    }
    return asking.nobody(failed);
  }

  private byte[] body(String model) {
    return progress.done().isEmpty()
        ? asking.asked(model)
        : asking.form().informed(model, PlanPrompt.assembling(plan, progress)).orElseThrow();
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private Duration timeLeft() {
    return limits.time().minus(elapsed());
  }
}
