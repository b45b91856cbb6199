package dev.asterism.gateway;

import dev.asterism.chat.Usage;
import dev.asterism.gateway.Inquiries.Finding;
import dev.asterism.perform.ChatForm;
import dev.asterism.perform.Course;
import dev.asterism.perform.Glance;
import dev.asterism.perform.Members;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.perform.Performance;
import dev.asterism.policy.Recall;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Comparison;
import dev.asterism.trace.KeptAnswer;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Reuse;
import dev.asterism.trace.Serving;
import dev.asterism.wire.ChatReading;
import java.util.Optional;
import java.util.function.Function;

/// Keeps what policies answer for similar questions, and holds what was kept, or a draft that was
/// not given, against it.
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
    Optional<String> judge = checked && !same ? judge(glance) : Optional.empty();
    Optional<KeptAnswer> kept =
        performance.similar().keep(glance, exchange.id(), answer, exchange.answerer(), usage);
    boolean settled = checked && judge.isEmpty();
    exchange.reuses(
        new Reuse(kept, settled ? Optional.of(glance.compared(same)) : Optional.empty()));
    judge.ifPresent(name ->
        ask(
            exchange,
            form,
            new Doubt(
                glance.policy(),
                name,
                answer,
                glance.nearest().orElseThrow().answer(),
                glance::compared)));
  }

  /// Looks at what was answered where a cascade's draft was to be held against it, and has a judge
  /// asked where the draft said something in other words.
  void tried(Exchange exchange, ChatForm form, ChatReading reading) {
    exchange
        .takeToJudge()
        .ifPresent(trial ->
            ask(
                exchange,
                form,
                new Doubt(
                    trial.policy(),
                    trial.judge().orElseThrow(),
                    reading.content(),
                    trial.draft().text(),
                    trial::compared)));
  }

  private static Optional<String> judge(Glance glance) {
    return glance
        .policy()
        .caching()
        .flatMap(NamedPolicy.Caching::similar)
        .flatMap(NamedPolicy.Similar::judge);
  }

  /// Whether another answer would have done as well as the one that was given.
  ///
  /// @param comparison what it shows, either way
  private record Doubt(
      NamedPolicy policy,
      String judge,
      String answer,
      String other,
      Function<Boolean, Comparison> comparison) {}

  private void ask(Exchange exchange, ChatForm form, Doubt doubt) {
    inquiries.soon(
        exchange,
        form.api(),
        (members, course) ->
            Optional.of(finding(doubt, course, verdict(form, doubt, members, course))));
  }

  private Optional<Boolean> verdict(ChatForm form, Doubt doubt, Members members, Course course) {
    try {
      return performance.judge(
          doubt.policy(), doubt.judge(), form, doubt.answer(), doubt.other(), members, course);
    } catch (UpstreamException _) {
      // What was asked is booked, and shows nothing.
      return Optional.empty();
    }
  }

  private static Finding finding(Doubt doubt, Course course, Optional<Boolean> same) {
    return new Finding(
        Kind.AUDIT,
        doubt.policy().model(),
        course.calls().isEmpty() ? "none" : course.calls().getFirst().model(),
        Serving.NONE,
        same.isPresent() ? 200 : 502,
        same.isPresent() ? Optional.empty() : Optional.of("no_verdict"),
        new byte[0],
        new Reuse(Optional.empty(), same.map(doubt.comparison())));
  }
}
