package dev.asterism.gateway;

import dev.asterism.gateway.Inquiries.Finding;
import dev.asterism.perform.Course;
import dev.asterism.perform.Exploration;
import dev.asterism.perform.Form;
import dev.asterism.perform.Given;
import dev.asterism.perform.Members;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.perform.Performance;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Reuse;
import dev.asterism.trace.Serving;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// Puts a share of what policies are asked to their models off the path, so that there is something
/// to learn from. Who answers a client does not depend on it.
///
/// What is left out because too many are drawn costs a lesson and nothing else.
final class Prober {

  private final Performance performance;
  private final DoubleSupplier coin;
  private final Inquiries inquiries;

  /// @param coin in [0, 1)
  Prober(Performance performance, DoubleSupplier coin, Inquiries inquiries) {
    this.performance = performance;
    this.coin = coin;
    this.inquiries = inquiries;
  }

  /// Draws a request by a coin, without a look at it, and if it was drawn puts it to models.
  void draw(Exchange exchange, NamedPolicy policy, Form form) {
    Optional<Exploration> exploration = policy.manner().exploration();
    if (exploration.filter(it -> coin.getAsDouble() < it.share()).isEmpty()) {
      return;
    }
    double draw = coin.getAsDouble();
    inquiries.soon(
        exchange,
        form.api(),
        (members, course) -> {
          Optional<Given.Whole> best =
              compare(policy, exploration.get(), form, draw, members, course);
          return course.calls().isEmpty() ? Optional.empty() : Optional.of(finding(policy, best));
        });
  }

  private Optional<Given.Whole> compare(
      NamedPolicy policy,
      Exploration exploration,
      Form form,
      double draw,
      Members members,
      Course course) {
    try {
      return performance.probe(policy, exploration, form, draw, members, course);
    } catch (UpstreamException _) {
      // What was asked is booked, and teaches nothing.
      return Optional.empty();
    }
  }

  private static Finding finding(NamedPolicy policy, Optional<Given.Whole> best) {
    return new Finding(
        Kind.PROBE,
        policy.model(),
        policy.manner().best(),
        best.flatMap(Given.Whole::serving).orElse(Serving.NONE),
        best.map(Given.Whole::status).orElse(502),
        best.isPresent() ? Optional.empty() : Optional.of("nothing_to_compare"),
        best.map(Given.Whole::body).orElse(new byte[0]),
        Reuse.NONE);
  }
}
