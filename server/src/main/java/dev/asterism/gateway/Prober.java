package dev.asterism.gateway;

import dev.asterism.cost.Usd;
import dev.asterism.gateway.Exchange.End;
import dev.asterism.perform.Course;
import dev.asterism.perform.Form;
import dev.asterism.perform.Given;
import dev.asterism.perform.Manner;
import dev.asterism.perform.Members;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.perform.Performance;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Reuse;
import dev.asterism.trace.Serving;
import dev.asterism.trace.TraceId;
import java.util.List;
import java.util.Optional;

/// Puts a share of what routes are asked to their models off the path, so that there is something
/// to learn from. Who answers a client does not depend on it.
///
/// What is left out because too many are drawn costs a lesson and nothing else.
final class Prober implements AutoCloseable {

  private final Surroundings around;
  private final Forwarding forwarding;
  private final Performance performance;
  private final Aside aside = new Aside();

  Prober(Surroundings around, Forwarding forwarding, Performance performance) {
    this.around = around;
    this.forwarding = forwarding;
    this.performance = performance;
  }

  /// Draws a request by a coin, without a look at it, and if it was drawn puts it to models.
  void draw(Exchange exchange, NamedPolicy policy, Form form) {
    if (!(policy.manner() instanceof Manner.Route route)
        || around.coin().getAsDouble() >= route.explore()) {
      return;
    }
    double draw = around.coin().getAsDouble();
    aside.soon(() -> probe(exchange, policy, route, form, draw));
  }

  private void probe(
      Exchange exchange, NamedPolicy policy, Manner.Route route, Form form, double draw) {
    long begun = System.nanoTime();
    Course course =
        new Course(name -> around.prices().apply(performance.policies().member(name).model()));
    try (Purchase purchase = new Purchase(around)) {
      Members members = new Constellation(forwarding, exchange, purchase, form.api());
      Optional<Given.Whole> best = compare(policy, route, form, draw, members, course);
      if (!course.calls().isEmpty()) {
        record(exchange, policy, route, course, best, (System.nanoTime() - begun) / 1_000);
      }
    }
  }

  private Optional<Given.Whole> compare(
      NamedPolicy policy,
      Manner.Route route,
      Form form,
      double draw,
      Members members,
      Course course) {
    try {
      return performance.probe(policy, route, form, draw, members, course);
    } catch (UpstreamException _) {
      // What was asked is booked, and teaches nothing.
      return Optional.empty();
    }
  }

  private static void record(
      Exchange exchange,
      NamedPolicy policy,
      Manner.Route route,
      Course course,
      Optional<Given.Whole> best,
      long micros) {
    TraceId id = TraceIds.next();
    exchange.record(
        Kind.PROBE,
        id,
        Optional.of(exchange.id()),
        best.flatMap(Given.Whole::serving).orElse(Serving.NONE),
        course.calls(),
        new End(
            policy.model(),
            route.best(),
            "probe",
            best.map(Given.Whole::status).orElse(502),
            best.isPresent() ? Optional.empty() : Optional.of("nothing_to_compare"),
            false,
            course.usage(),
            course.cost(),
            Usd.ZERO,
            micros,
            micros),
        best.map(Given.Whole::body).orElse(new byte[0]),
        List.of(),
        List.of(),
        Reuse.NONE);
  }

  @Override
  public void close() {
    aside.close();
  }
}
