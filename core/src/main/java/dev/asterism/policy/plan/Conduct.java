package dev.asterism.policy.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Decides, step by step, how a plan is carried out.
///
/// Pure: the same progress leads to the same move. It ends: every sub-task is begun once at most,
/// and a plan is mended once at most.
public record Conduct(WorkPlan plan, Limits limits) {

  /// {@return what to do next}
  public Move next(Progress progress, Account account) {
    if (account.elapsed().compareTo(limits.time()) >= 0) {
      return new Move.Assemble(Move.Ending.OUT_OF_TIME);
    }
    List<Subtask> ready = ready(progress);
    Spent committed = account.spent().plus(account.last());
    for (String id : progress.running()) {
      committed = plan.step(id).map(account.step()).orElse(Spent.NOTHING).plus(committed);
    }
    List<Subtask> start = new ArrayList<>();
    for (Subtask step : ready) {
      Spent more = committed.plus(account.step().apply(step));
      if (limits.allow(more)) {
        start.add(step);
        committed = more;
      }
    }
    if (!start.isEmpty()) {
      return new Move.Start(start);
    }
    if (!progress.running().isEmpty()) {
      return new Move.Await();
    }
    if (!ready.isEmpty()) {
      return new Move.Assemble(Move.Ending.OVER_BUDGET);
    }
    return end(progress, account);
  }

  /// Nothing runs, and nothing can be begun.
  private Move end(Progress progress, Account account) {
    if (plan.steps().stream().allMatch(step -> progress.done().containsKey(step.id()))) {
      return new Move.Assemble(Move.Ending.COMPLETE);
    }
    // Who mends a plan reads as much as who makes one answer of all.
    Spent mended = account.spent().plus(account.last()).plus(account.last());
    boolean mendable =
        !progress.repaired() && progress.begun().size() < limits.steps() && limits.allow(mended);
    return mendable ? new Move.Repair() : new Move.Assemble(Move.Ending.FAILED);
  }

  private List<Subtask> ready(Progress progress) {
    Set<String> begun = progress.begun();
    return plan.steps().stream()
        .filter(step -> !begun.contains(step.id()))
        .filter(step -> progress.done().keySet().containsAll(step.needs()))
        .toList();
  }
}
