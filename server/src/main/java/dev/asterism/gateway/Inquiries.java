package dev.asterism.gateway;

import dev.asterism.cost.Usd;
import dev.asterism.gateway.Exchange.End;
import dev.asterism.perform.Course;
import dev.asterism.perform.Members;
import dev.asterism.perform.Performance;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Reuse;
import dev.asterism.trace.Serving;
import dev.asterism.wire.dialect.Api;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Asks members of policies something beside a request and off its path, and records what came of
/// it.
final class Inquiries implements AutoCloseable {

  private final Surroundings around;
  private final Forwarding forwarding;
  private final Performance performance;
  private final Aside aside = new Aside();

  Inquiries(Surroundings around, Forwarding forwarding, Performance performance) {
    this.around = around;
    this.forwarding = forwarding;
    this.performance = performance;
  }

  /// What is asked.
  interface Inquiry {

    /// {@return what came of it; empty for nothing that is worth a record}
    ///
    /// @param course where every call is booked, also where it all fails
    Optional<Finding> make(Members members, Course course);
  }

  /// What came of an inquiry.
  ///
  /// @param model that the request named
  /// @param error why nothing was found; empty where something was
  record Finding(
      Kind kind,
      String model,
      String answeredBy,
      Serving serving,
      int status,
      Optional<String> error,
      byte[] answer,
      Reuse reuse) {}

  /// Makes an inquiry soon, or leaves it out where too many are under way.
  ///
  /// @param api of the request
  void soon(Exchange exchange, Api api, Inquiry inquiry) {
    aside.soon(() -> make(exchange, api, inquiry));
  }

  private void make(Exchange exchange, Api api, Inquiry inquiry) {
    long begun = System.nanoTime();
    Course course = performance.course(around.prices());
    try (Purchase purchase = new Purchase(around)) {
      Members members = new Constellation(forwarding, exchange, purchase, api);
      inquiry
          .make(members, course)
          .ifPresent(
              finding -> record(exchange, finding, course, (System.nanoTime() - begun) / 1_000));
    }
  }

  private static void record(Exchange exchange, Finding finding, Course course, long micros) {
    exchange.record(
        finding.kind(),
        TraceIds.next(),
        Optional.of(exchange.id()),
        finding.serving(),
        course.calls(),
        new End(
            finding.model(),
            finding.answeredBy(),
            finding.kind().name().toLowerCase(Locale.ROOT),
            finding.status(),
            finding.error(),
            false,
            course.usage(),
            course.cost(),
            Usd.ZERO,
            micros,
            micros),
        finding.answer(),
        List.of(),
        List.of(),
        finding.reuse());
  }

  /// Waits a little for what is under way, and breaks off the rest.
  @Override
  public void close() {
    aside.close();
  }
}
