package dev.asterism.gateway;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.gateway.Exchange.End;
import dev.asterism.perform.ChatForm;
import dev.asterism.perform.Course;
import dev.asterism.perform.Glance;
import dev.asterism.perform.Members;
import dev.asterism.perform.Performance;
import dev.asterism.policy.Recall;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Comparison;
import dev.asterism.trace.KeptAnswer;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Reuse;
import dev.asterism.trace.Serving;
import dev.asterism.wire.ChatReading;
import java.util.List;
import java.util.Optional;

/// Keeps what policies answer for similar questions, and holds what was kept against it.
///
/// Texts that mean the same in other words count as different, unless the policy has a judge; it is
/// asked off the path.
final class Reusing implements AutoCloseable {

  private final Surroundings around;
  private final Forwarding forwarding;
  private final Performance performance;
  private final Aside aside = new Aside();

  Reusing(Surroundings around, Forwarding forwarding, Performance performance) {
    this.around = around;
    this.forwarding = forwarding;
    this.performance = performance;
  }

  /// Looks at what a policy answered, before it is recorded. What is no whole answer of the form
  /// asked for is neither kept nor compared.
  ///
  /// @param usage of the answer
  void heard(Exchange exchange, ChatForm form, ChatReading reading, Usage usage) {
    Optional<Glance> seen = exchange.glance().filter(_ -> form.isAnsweredBy(reading));
    if (seen.isEmpty()) {
      return;
    }
    Glance glance = seen.get();
    String answer = reading.content();
    boolean checked = glance.step() == Recall.Step.CHECK;
    boolean same = checked && glance.means(answer);
    boolean open = checked && !same && hasJudge(glance);
    Optional<KeptAnswer> kept =
        performance.similar().keep(glance, exchange.id(), answer, exchange.answerer(), usage);
    exchange.reuses(
        new Reuse(kept, checked && !open ? Optional.of(glance.compared(same)) : Optional.empty()));
    if (open) {
      aside.soon(() -> judge(exchange, form, glance, answer));
    }
  }

  private static boolean hasJudge(Glance glance) {
    return glance
        .policy()
        .caching()
        .flatMap(it -> it.similar())
        .flatMap(it -> it.judge())
        .isPresent();
  }

  private void judge(Exchange exchange, ChatForm form, Glance glance, String answer) {
    long begun = System.nanoTime();
    Course course =
        new Course(name -> around.prices().apply(performance.policies().member(name).model()));
    try (Purchase purchase = new Purchase(around)) {
      Members members = new Constellation(forwarding, exchange, purchase, form.api());
      Optional<Comparison> comparison =
          verdict(form, glance, answer, members, course).map(glance::compared);
      record(exchange, glance, course, comparison, (System.nanoTime() - begun) / 1_000);
    }
  }

  private Optional<Boolean> verdict(
      ChatForm form, Glance glance, String answer, Members members, Course course) {
    try {
      return performance.judge(glance, form, answer, members, course);
    } catch (UpstreamException _) {
      // What was asked is booked, and shows nothing.
      return Optional.empty();
    }
  }

  private static void record(
      Exchange exchange,
      Glance glance,
      Course course,
      Optional<Comparison> comparison,
      long micros) {
    exchange.record(
        Kind.AUDIT,
        TraceIds.next(),
        Optional.of(exchange.id()),
        Serving.NONE,
        course.calls(),
        new End(
            glance.policy().model(),
            course.calls().isEmpty() ? "none" : course.calls().getFirst().model(),
            "audit",
            comparison.isPresent() ? 200 : 502,
            comparison.isPresent() ? Optional.empty() : Optional.of("no_verdict"),
            false,
            course.usage(),
            course.cost(),
            Usd.ZERO,
            micros,
            micros),
        new byte[0],
        List.of(),
        List.of(),
        new Reuse(Optional.empty(), comparison));
  }

  @Override
  public void close() {
    aside.close();
  }
}
