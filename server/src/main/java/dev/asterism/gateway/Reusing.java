package dev.asterism.gateway;

import dev.asterism.chat.Usage;
import dev.asterism.gateway.Inquiries.Finding;
import dev.asterism.perform.ChatForm;
import dev.asterism.perform.Course;
import dev.asterism.perform.Glance;
import dev.asterism.perform.Members;
import dev.asterism.perform.Performance;
import dev.asterism.policy.Recall;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.KeptAnswer;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Reuse;
import dev.asterism.trace.Serving;
import dev.asterism.wire.ChatReading;
import java.util.Optional;

/// Keeps what policies answer for similar questions, and holds what was kept against it.
///
/// Texts that mean the same in other words count as different, unless the policy has a judge; it is
/// asked off the path.
final class Reusing {

  private final Performance performance;
  private final Inquiries inquiries;

  Reusing(Performance performance, Inquiries inquiries) {
    this.performance = performance;
    this.inquiries = inquiries;
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
      inquiries.soon(
          exchange,
          form.api(),
          (members, course) ->
              Optional.of(finding(glance, course, verdict(form, glance, answer, members, course))));
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

  private Optional<Boolean> verdict(
      ChatForm form, Glance glance, String answer, Members members, Course course) {
    try {
      return performance.judge(glance, form, answer, members, course);
    } catch (UpstreamException _) {
      // What was asked is booked, and shows nothing.
      return Optional.empty();
    }
  }

  private static Finding finding(Glance glance, Course course, Optional<Boolean> same) {
    return new Finding(
        Kind.AUDIT,
        glance.policy().model(),
        course.calls().isEmpty() ? "none" : course.calls().getFirst().model(),
        Serving.NONE,
        same.isPresent() ? 200 : 502,
        same.isPresent() ? Optional.empty() : Optional.of("no_verdict"),
        new byte[0],
        new Reuse(Optional.empty(), same.map(glance::compared)));
  }
}
