package dev.asterism.perform;

import dev.asterism.chat.Usage;
import dev.asterism.chat.Value;
import dev.asterism.policy.plan.Source;
import dev.asterism.policy.plan.Spent;
import dev.asterism.policy.plan.Subtask;
import java.util.Collection;
import java.util.Optional;

/// What a divided request has taken, and what its parts are expected to take: by the length of what
/// is read, and as many tokens out as an answer usually has.
final class Foresight {

  private static final int CHARACTERS_PER_TOKEN = 4;

  private final Asking asking;
  private final Manner.Plan team;
  private final Performance performance;
  private final Usage request;
  private final Usage answer;

  Foresight(Asking asking, Manner.Plan team, Performance performance) {
    this.asking = asking;
    this.team = team;
    this.performance = performance;
    this.request = new Usage(asking.form().rough("").inputTokens(), 0);
    this.answer = new Usage(0, asking.foreseen(team.boss()).outputTokens());
  }

  /// {@return what all calls took}
  Spent spent() {
    Usage usage = asking.course().usage();
    return new Spent(
        usage.inputTokens() + usage.outputTokens(), Optional.of(asking.course().cost()));
  }

  /// {@return what dividing the request is expected to take}
  Spent planning() {
    return spent(team.planner(), request.plus(answer));
  }

  /// {@return what the final answer is expected to take: it reads all that was found}
  Spent assembling(Collection<Value> found) {
    long read = found.stream().mapToLong(value -> PlanPrompt.text(value).length()).sum();
    return spent(team.boss(), request.plus(answer).plus(new Usage(read / CHARACTERS_PER_TOKEN, 0)));
  }

  /// {@return what a part is expected to take, but for what others answer}
  Spent step(Subtask step) {
    Specialist specialist = team.specialist(step.specialist()).orElseThrow();
    long told = (long) specialist.instructions().length() + step.task().length();
    boolean all = step.inputs().stream().anyMatch(it -> it.source() instanceof Source.Request);
    long written = Math.min(specialist.limits().tokens(), answer.outputTokens());
    Usage usage = new Usage(told / CHARACTERS_PER_TOKEN, written).plus(all ? request : Usage.NONE);
    return spent(performance.priced(specialist.model()), usage);
  }

  private Spent spent(String model, Usage usage) {
    return new Spent(
        usage.inputTokens() + usage.outputTokens(),
        asking.course().price(model).map(price -> price.of(usage)));
  }
}
