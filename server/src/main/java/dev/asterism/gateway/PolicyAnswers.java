package dev.asterism.gateway;

import dev.asterism.chat.Usage;
import dev.asterism.perform.ChatForm;
import dev.asterism.perform.Course;
import dev.asterism.perform.Demands;
import dev.asterism.perform.Form;
import dev.asterism.perform.Given;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.perform.Performance;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import dev.asterism.task.Sighting;
import dev.asterism.wire.ChatReading;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Answers requests that name a policy in place of a model.
final class PolicyAnswers {

  private final Surroundings around;
  private final Forwarding forwarding;
  private final Performance performance;
  private final Prober prober;
  private final Reusing reusing;

  PolicyAnswers(
      Surroundings around,
      Forwarding forwarding,
      Performance performance,
      Prober prober,
      Reusing reusing) {
    this.prober = prober;
    this.reusing = reusing;
    this.around = around;
    this.forwarding = forwarding;
    this.performance = performance;
  }

  /// {@return the model of a name, or the policy that it stands for}
  Addressee addressee(String model) throws UpstreamException {
    if (!NamedPolicy.isNamedBy(model)) {
      return new Addressee(model, Optional.empty());
    }
    Optional<NamedPolicy> policy = performance.policies().of(model);
    if (policy.isEmpty()) {
      throw new UpstreamException(
          404,
          "model_not_found",
          "No policy '%s' is configured; there are: %s."
              .formatted(model, String.join(", ", performance.policies().models())));
    }
    return new Addressee(model, policy);
  }

  /// Has a policy answer, and where its last answer is a stream hands that on while it comes.
  Forwarding.Answer answer(
      Exchange exchange, NamedPolicy policy, Form form, List<Sighting> sightings)
      throws UpstreamException {
    Demands demands = Demands.read(exchange::told);
    Course course = performance.course(around.prices());
    exchange.isPerformed(policy, course);
    long begun = System.nanoTime();
    try {
      Given given =
          told(
              exchange,
              form,
              () ->
                  performance.perform(
                      policy,
                      form,
                      demands,
                      new Performance.Client(
                          exchange.client(),
                          exchange.attempts().left(),
                          tenant(exchange),
                          exchange.id().value(),
                          around.coin().getAsDouble(),
                          exchange.attempts()::session),
                      new Constellation(forwarding, exchange, exchange.purchase(), form.api()),
                      course));
      exchange.isGiven(given);
      around.events().lookedUp(policy.name(), course.lookup());
      prober.draw(exchange, policy, form);
      return switch (given) {
        case Given.Whole whole -> whole(exchange, whole);
        case Given.Coming coming -> coming(exchange, coming, sightings);
      };
    } finally {
      exchange.waited(Math.min(course.waitedNanos(), System.nanoTime() - begun));
    }
  }

  /// Looks at what a policy answered in a conversation, before it is recorded.
  void heard(Exchange exchange, ChatForm form, ChatReading reading, Usage usage) {
    if (form.isAnsweredBy(reading)) {
      exchange.hears(reading.content());
      reusing.tried(exchange, form, reading);
    }
    reusing.heard(exchange, form, reading, usage);
  }

  /// What takes a while, and may fail.
  private interface Work {
    Given done() throws UpstreamException;
  }

  /// Tells a client that waits for a stream that it is worked at, where that takes long.
  private Given told(Exchange exchange, Form form, Work work) throws UpstreamException {
    if (!form.streams()) {
      return work.done();
    }
    Pings.Awaited awaited = forwarding.awaited(exchange);
    try {
      return work.done();
    } finally {
      awaited.taken().ifPresent(exchange::beganEarly);
    }
  }

  private static Forwarding.Answer whole(Exchange exchange, Given.Whole whole) {
    exchange.emulates(whole.emulated());
    boolean events =
        whole.headers().stream().anyMatch(header -> header.getValue().equals("text/event-stream"));
    return new Forwarding.Answer(
        whole.status(),
        whole.body(),
        events,
        true,
        Optional.empty(),
        false,
        whole.headers(),
        Optional.of(whole.usage()));
  }

  private Forwarding.Answer coming(Exchange exchange, Given.Coming coming, List<Sighting> sightings)
      throws UpstreamException {
    try (Reply reply = coming.reply()) {
      if (exchange.early().isPresent() && Forwarding.isPacked(reply)) {
        throw new UpstreamException(
            502,
            "upstream_invalid",
            "The stream of '%s' is packed, which nobody asked for, and has begun without a word of that."
                .formatted(coming.model()));
      }
      exchange.emulates(reply.emulated());
      exchange.passBack(reply.headers());
      exchange.introduce(coming.model(), exchange.course(), sightings);
      return forwarding.stream(exchange, reply, coming.booking()::began);
    }
  }

  /// {@return for whom an answer may be kept: its key's owner, who asks with the same query; empty
  /// where the client forbids it}
  private static Optional<String> tenant(Exchange exchange) {
    String control = exchange.told("cache-control").orElse("").toLowerCase(Locale.ROOT);
    return control.contains("no-store") || control.contains("no-cache")
        ? Optional.empty()
        : Optional.of(
            Stream.concat(
                    Stream.of("authorization", "x-api-key", "api-key", "x-goog-api-key")
                        .map(key -> exchange.told(key).orElse("")),
                    Stream.of(exchange.query()))
                .collect(Collectors.joining("\n")));
  }
}
