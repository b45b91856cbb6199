package dev.asterism.gateway;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Label;
import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.gateway.Exchange.End;
import dev.asterism.gateway.Opinions.Opinion;
import dev.asterism.gateway.Opinions.Teacher;
import dev.asterism.policy.StudentFirst.Step;
import dev.asterism.provider.Asker;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import dev.asterism.task.Recogniser;
import dev.asterism.task.Sighting;
import dev.asterism.trace.Kind;
import dev.asterism.trace.TraceId;
import dev.asterism.wire.ChatReading;
import dev.asterism.wire.ChatWire;
import java.util.List;
import java.util.Optional;

/// Answers chat completions.
final class Chat {

  private static final String PATH = "/chat/completions";

  private final Surroundings around;
  private final Forwarding forwarding;
  private final Auditor auditor;
  private final Recogniser recogniser = new Recogniser();

  Chat(Surroundings around, Forwarding forwarding, Auditor auditor) {
    this.around = around;
    this.forwarding = forwarding;
    this.auditor = auditor;
  }

  void answer(Exchange exchange, Optional<String> named) throws UpstreamException {
    ChatRequest request = ChatWire.parse(exchange.body(), named);
    exchange.asks(request.model());
    List<Sighting> sightings =
        exchange.asksPlainly() ? recogniser.sighting(request).stream().toList() : List.of();
    Opinions opinions = Opinions.of(sightings, around.students(), around.coin().getAsDouble());
    switch (opinions.decide(1)) {
      case Step.Answer(boolean audit) -> answerByStudent(exchange, request, opinions, audit);
      case Step.Ask _ -> ask(exchange, request, opinions);
    }
  }

  private void answerByStudent(
      Exchange exchange, ChatRequest request, Opinions opinions, boolean audit) {
    Opinion opinion = opinions.all().getFirst();
    Label label = opinion.answer().orElseThrow();
    String content = opinion.student().orElseThrow().student().surface(label);
    // A student that was taught by streams alone was told of no usage.
    Usage expected = opinions.wouldHaveUsed();
    Usage usage = expected.inputTokens() > 0 ? expected : RoughUsage.of(request, content);
    Usd would = exchange.cost(request.model(), usage);
    String id = "chatcmpl-" + exchange.id();
    byte[] answer =
        request.stream()
            ? ChatWire.stream(
                id,
                exchange.createdSeconds(),
                request.model(),
                content,
                usage,
                request.streamUsage())
            : ChatWire.answer(id, exchange.createdSeconds(), request.model(), content, usage);
    long micros = exchange.micros();
    exchange.introduce(opinions.answeredBy(), "student", opinions.sightings());
    exchange.introduceCost(Usd.ZERO, would);
    exchange.send(200, request.stream() ? "text/event-stream" : "application/json", answer);
    exchange.finish(
        new End(
            request.model(),
            opinions.answeredBy(),
            "student",
            200,
            Optional.empty(),
            request.stream(),
            usage,
            Usd.ZERO,
            would,
            micros),
        answer,
        opinions.sightings(),
        opinions.unasked(exchange.id()));
    if (audit) {
      auditor.later(() -> audit(exchange, request, opinions));
    }
  }

  private void ask(Exchange exchange, ChatRequest request, Opinions opinions)
      throws UpstreamException {
    Provider provider = forwarding.provider(request.model());
    Forwarding.Answer answer =
        forwarding.pass(
            exchange, provider, exchange.target(PATH), request.model(), opinions.sightings());
    Optional<ChatReading> reading =
        answer.events() ? ChatReading.ofStream(answer.body()) : ChatReading.of(answer.body());
    Usage usage = reading.map(read -> usage(request, read)).orElse(Usage.NONE);
    Usd cost = exchange.cost(request.model(), usage);
    forwarding.finish(
        exchange,
        answer,
        request.model(),
        usage,
        cost,
        opinions,
        reading.isEmpty() || !answer.complete()
            ? List.of()
            : List.of(teacher(request, reading.get())));
  }

  private void audit(Exchange exchange, ChatRequest request, Opinions opinions) {
    byte[] body = request.stream() ? ChatWire.withoutStream(exchange.body()) : exchange.body();
    long begun = System.nanoTime();
    try (Reply reply =
        around
            .upstream()
            .post(
                forwarding.provider(request.model()),
                PATH,
                exchange.headers(),
                body,
                Asker.PATIENT)) {
      byte[] answer = reply.body();
      Optional<ChatReading> reading = ChatReading.of(answer);
      if (reply.status() == 200 && reading.isPresent()) {
        Usage usage = usage(request, reading.get());
        TraceId id = TraceIds.next();
        exchange.record(
            Kind.AUDIT,
            id,
            Optional.of(exchange.id()),
            new End(
                request.model(),
                request.model(),
                "audit",
                200,
                Optional.empty(),
                false,
                usage,
                exchange.cost(request.model(), usage),
                Usd.ZERO,
                (System.nanoTime() - begun) / 1_000),
            answer,
            opinions.sightings(),
            opinions.examples(id, List.of(teacher(request, reading.get()))));
      }
    } catch (UpstreamException _) {
      // An audit that could not be made shows nothing either way.
    }
  }

  private static Usage usage(ChatRequest request, ChatReading reading) {
    return reading.usage().orElseGet(() -> RoughUsage.of(request, reading.content()));
  }

  private static Teacher teacher(ChatRequest request, ChatReading reading) {
    Optional<Label> label = reading.label(request.format());
    String surface = label.isPresent() ? reading.content() : "";
    return new Teacher(true, label, surface, reading.usage().orElse(Usage.NONE));
  }
}
