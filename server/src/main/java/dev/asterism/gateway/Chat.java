package dev.asterism.gateway;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Label;
import dev.asterism.chat.Usage;
import dev.asterism.cost.RoughUsage;
import dev.asterism.cost.Usd;
import dev.asterism.gateway.Exchange.End;
import dev.asterism.gateway.Opinions.Opinion;
import dev.asterism.gateway.Opinions.Teacher;
import dev.asterism.perform.ChatForm;
import dev.asterism.policy.StudentFirst.Step;
import dev.asterism.provider.UpstreamException;
import dev.asterism.task.Recogniser;
import dev.asterism.task.Sighting;
import dev.asterism.trace.Kind;
import dev.asterism.wire.ChatReading;
import dev.asterism.wire.ChatWire;
import dev.asterism.wire.ModelName;
import dev.asterism.wire.dialect.ConversationForm;
import java.util.List;
import java.util.Optional;

/// Answers conversations, in whatever form they are held.
final class Chat {

  private final Surroundings around;
  private final Forwarding forwarding;
  private final PolicyAnswers policies;
  private final Auditor auditor;
  private final Recogniser recogniser;

  Chat(Surroundings around, Forwarding forwarding, PolicyAnswers policies, Auditor auditor) {
    this.policies = policies;
    this.around = around;
    this.forwarding = forwarding;
    this.auditor = auditor;
    this.recogniser = new Recogniser(around.templates());
  }

  void answer(Exchange exchange, ConversationForm form, ChatRequest request)
      throws UpstreamException {
    exchange.asks(request.model());
    exchange.converses(request);
    Addressee addressee = policies.addressee(request.model());
    List<Sighting> sightings =
        addressee
            .teacher()
            .filter(_ -> exchange.asksPlainly())
            .flatMap(teacher -> recogniser.sighting(request.askedOf(teacher)))
            .stream()
            .toList();
    Opinions opinions = Opinions.of(sightings, around, addressee.fairShare(), exchange.mostRisk());
    switch (opinions.decide(1)) {
      case Step.Answer(boolean audit) -> {
        try {
          answerByStudent(exchange, form, request, addressee, opinions);
        } finally {
          // Also where the client is gone: whether it stayed is no reason to look away.
          if (audit) {
            auditor.later(audit(Kind.AUDIT, exchange, form, request, addressee, opinions));
          }
        }
      }
      case Step.Ask _ -> ask(exchange, form, request, addressee, opinions);
    }
  }

  private void answerByStudent(
      Exchange exchange,
      ConversationForm form,
      ChatRequest request,
      Addressee addressee,
      Opinions opinions) {
    Opinion opinion = opinions.all().getFirst();
    Label label = opinion.answer().orElseThrow();
    String content = opinion.student().orElseThrow().student().surface(label);
    // A student that was taught by streams alone was told of no usage.
    Usage expected = opinions.wouldHaveUsed();
    Usage usage = expected.inputTokens() > 0 ? expected : RoughUsage.of(request, content);
    Usd would = exchange.cost(addressee.standard(), usage);
    byte[] answer =
        form.answer(
            request,
            exchange.body(),
            new ConversationForm.Own(
                exchange.id().value(), exchange.createdSeconds(), content, usage));
    exchange.attempts().usageEstimated();
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
            micros,
            exchange.upstreamMicros()),
        answer,
        opinions.sightings(),
        opinions.unasked(exchange.id()));
  }

  private void ask(
      Exchange exchange,
      ConversationForm form,
      ChatRequest request,
      Addressee addressee,
      Opinions opinions)
      throws UpstreamException {
    ChatForm asked = new ChatForm(form, request, exchange.body(), exchange.createdSeconds());
    Forwarding.Answer answer =
        addressee.policy().isPresent()
            ? policies.answer(exchange, addressee.policy().get(), asked, opinions.sightings())
            : forwarding.pass(exchange, form.api(), request.model(), opinions.sightings());
    Optional<ChatReading> reading = form.read(answer.body(), answer.events());
    Usage usage =
        answer.usage().or(() -> reading.map(read -> usage(request, read))).orElse(Usage.NONE);
    boolean guess =
        answer.usage().isEmpty() && reading.filter(read -> read.usage().isEmpty()).isPresent();
    if (answer.status() == 200 && answer.complete()) {
      reading.ifPresent(read -> policies.heard(exchange, asked, read, usage));
    }
    boolean taught = exchange.isOwnWordOf(addressee.standard());
    try {
      forwarding.finish(
          exchange,
          answer,
          exchange.served(usage, guess),
          opinions,
          reading.isEmpty() || !answer.complete()
              ? List.of()
              : List.of(taught ? teacher(request, opinions, reading.get()) : Teacher.NOT_ASKED));
    } finally {
      if (!taught && opinions.isDrawn()) {
        auditor.later(audit(Kind.AUDIT, exchange, form, request, addressee, opinions));
      }
    }
    if (taught && answer.status() == 200 && around.repeats(opinions.sightings())) {
      auditor.later(audit(Kind.REPEAT, exchange, form, request, addressee, opinions));
    }
  }

  private static Auditor.Audit audit(
      Kind kind,
      Exchange exchange,
      ConversationForm form,
      ChatRequest request,
      Addressee addressee,
      Opinions opinions) {
    String teacher = addressee.standard();
    byte[] body = request.stream() ? ChatWire.withoutStream(exchange.body()) : exchange.body();
    return new Auditor.Audit(
        kind,
        exchange,
        teacher,
        form.api(),
        addressee.policy().isPresent() ? ModelName.replace(body, teacher) : body,
        opinions,
        answer ->
            form.read(answer, false)
                .map(read ->
                    new Auditor.Said(
                        usage(request, read),
                        read.usage().isEmpty(),
                        List.of(teacher(request, opinions, read)))));
  }

  private static Usage usage(ChatRequest request, ChatReading reading) {
    return reading.usage().orElseGet(() -> RoughUsage.of(request, reading.content()));
  }

  private static Teacher teacher(ChatRequest request, Opinions opinions, ChatReading reading) {
    Optional<Label> whole = reading.label(request.format());
    Optional<Label> label =
        opinions.sightings().stream()
            .findFirst()
            .map(sighting -> whole.map(sighting::inner))
            .orElse(whole);
    String surface = label.isPresent() ? reading.content() : "";
    return new Teacher(true, label, surface, reading.usage().orElse(Usage.NONE));
  }
}
