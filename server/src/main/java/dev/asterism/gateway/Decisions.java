package dev.asterism.gateway;

import dev.asterism.chat.DecisionAnswer;
import dev.asterism.chat.DecisionRequest;
import dev.asterism.chat.Label;
import dev.asterism.chat.Question;
import dev.asterism.chat.Usage;
import dev.asterism.cost.RoughUsage;
import dev.asterism.cost.Usd;
import dev.asterism.gateway.Exchange.End;
import dev.asterism.gateway.Exchange.Served;
import dev.asterism.gateway.Opinions.Opinion;
import dev.asterism.gateway.Opinions.Teacher;
import dev.asterism.perform.DecisionsForm;
import dev.asterism.policy.StudentFirst.Step;
import dev.asterism.provider.BodyHeaders;
import dev.asterism.provider.UpstreamException;
import dev.asterism.student.Verdict;
import dev.asterism.task.Recogniser;
import dev.asterism.task.Sighting;
import dev.asterism.trace.Kind;
import dev.asterism.wire.DecisionForm;
import dev.asterism.wire.DecisionWire.Reading;
import dev.asterism.wire.Judgement;
import dev.asterism.wire.ModelName;
import dev.asterism.wire.dialect.Api;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Answers decisions: students what they are sure of, the teacher the other questions.
final class Decisions {

  private final Surroundings around;
  private final Forwarding forwarding;
  private final PolicyAnswers policies;
  private final Auditor auditor;
  private final Recogniser recogniser = new Recogniser();

  Decisions(Surroundings around, Forwarding forwarding, PolicyAnswers policies, Auditor auditor) {
    this.policies = policies;
    this.around = around;
    this.forwarding = forwarding;
    this.auditor = auditor;
  }

  /// @param form in which the client asks
  void answer(Exchange exchange, DecisionForm form) throws UpstreamException {
    DecisionRequest request = form.parse(exchange.body());
    exchange.asks(request.model());
    Addressee addressee = policies.addressee(request.model());
    List<Sighting> sightings =
        addressee
            .teacher()
            .filter(_ -> exchange.asksPlainly())
            .map(teacher -> recogniser.sightings(request.askedOf(teacher)))
            .orElse(List.of());
    Opinions opinions = Opinions.of(sightings, around, addressee.fairShare(), exchange.mostRisk());
    switch (opinions.decide(request.questions().size())) {
      case Step.Answer(boolean audit) -> {
        try {
          answerByStudents(exchange, form, request, addressee, opinions);
        } finally {
          // Also where the client is gone: whether it stayed is no reason to look away.
          if (audit) {
            auditor.later(audit(Kind.AUDIT, exchange, form, request, addressee, opinions));
          }
        }
      }
      case Step.Ask(_, boolean whole) when whole ->
          askAll(exchange, form, request, addressee, opinions);
      case Step.Ask(var positions, _) ->
          askSome(exchange, form, request, addressee, opinions, positions);
    }
  }

  private void answerByStudents(
      Exchange exchange,
      DecisionForm form,
      DecisionRequest request,
      Addressee addressee,
      Opinions opinions) {
    List<JsonNode> answers = new ArrayList<>();
    for (Opinion opinion : opinions.all()) {
      answers.add(studentAnswer(form, request, opinion));
    }
    Usage usage = opinions.wouldHaveUsed();
    exchange.attempts().usageEstimated();
    Usd would = exchange.cost(addressee.standard(), usage);
    byte[] answer = form.response(request.model(), request.questions(), answers, usage);
    long micros = exchange.micros();
    exchange.introduce(opinions.answeredBy(), "student", opinions.sightings());
    exchange.introduceCost(Usd.ZERO, would);
    exchange.send(200, "application/json", answer);
    exchange.finish(
        end(exchange, request, opinions.answeredBy(), "student", usage, Usd.ZERO, would, micros),
        answer,
        opinions.sightings(),
        opinions.unasked(exchange.id()));
  }

  private void askAll(
      Exchange exchange,
      DecisionForm form,
      DecisionRequest request,
      Addressee addressee,
      Opinions opinions)
      throws UpstreamException {
    Forwarding.Answer answer = pass(exchange, form, request, addressee, opinions, exchange.body());
    Optional<Reading> reading = form.read(answer.body(), request.questions());
    Usage usage = reading.map(read -> usage(request, read)).orElse(Usage.NONE);
    boolean taught = exchange.isOwnWordOf(addressee.standard());
    try {
      forwarding.finish(
          exchange,
          answer,
          exchange.served(usage, isGuess(reading)),
          opinions,
          reading.map(read -> teachers(request.questions(), read, taught)).orElse(List.of()));
    } finally {
      if (!taught && opinions.isDrawn()) {
        auditor.later(audit(Kind.AUDIT, exchange, form, request, addressee, opinions));
      }
    }
    if (taught && reading.isPresent() && around.repeats(opinions.sightings())) {
      auditor.later(audit(Kind.REPEAT, exchange, form, request, addressee, opinions));
    }
  }

  private void askSome(
      Exchange exchange,
      DecisionForm form,
      DecisionRequest request,
      Addressee addressee,
      Opinions opinions,
      List<Integer> positions)
      throws UpstreamException {
    List<Question> asked = positions.stream().map(request.questions()::get).toList();
    byte[] body = form.subset(exchange.body(), positions);
    Forwarding.Answer answer = pass(exchange, form, form.parse(body), addressee, opinions, body);
    Optional<Reading> reading = form.read(answer.body(), asked);
    if (answer.status() != 200 || reading.isEmpty()) {
      Served served = exchange.served(Usage.NONE, false);
      forwarding.finish(exchange, answer, served, opinions, List.of());
      return;
    }
    boolean taught = exchange.isOwnWordOf(addressee.standard());
    List<Teacher> said = teachers(asked, reading.get(), taught);
    List<JsonNode> answers = new ArrayList<>();
    List<Teacher> teachers = new ArrayList<>();
    for (int position = 0; position < request.questions().size(); position++) {
      int place = positions.indexOf(position);
      answers.add(
          place < 0
              ? studentAnswer(form, request, opinions.all().get(position))
              : reading.get().nodes().get(place));
      teachers.add(place < 0 ? Teacher.NOT_ASKED : said.get(place));
    }
    Usage usage = usage(request, reading.get());
    Served served = exchange.served(usage, isGuess(reading));
    Usd cost = served.cost();
    Usd would = exchange.cost(addressee.standard(), opinions.wouldHaveUsed());
    would = would.compareTo(cost) < 0 ? cost : would;
    byte[] merged = form.response(request.model(), request.questions(), answers, usage);
    exchange.passBack(BodyHeaders.without(answer.headers()));
    exchange.introduce(served.answeredBy(), "student+" + exchange.course(), opinions.sightings());
    exchange.introduceCost(cost, would);
    exchange.send(200, "application/json", merged);
    try {
      exchange.finish(
          end(
              exchange,
              request,
              served.answeredBy(),
              "student+" + exchange.policy(),
              served.usage(),
              cost,
              would,
              exchange.micros()),
          merged,
          opinions.sightings(),
          opinions.examples(exchange.id(), teachers));
    } finally {
      if (!taught && opinions.isDrawn()) {
        auditor.later(audit(Kind.AUDIT, exchange, form, request, addressee, opinions));
      }
    }
  }

  private static Auditor.Audit audit(
      Kind kind,
      Exchange exchange,
      DecisionForm form,
      DecisionRequest request,
      Addressee addressee,
      Opinions opinions) {
    String teacher = addressee.standard();
    return new Auditor.Audit(
        kind,
        exchange,
        teacher,
        api(form),
        addressee.policy().isPresent()
            ? ModelName.replace(exchange.body(), teacher)
            : exchange.body(),
        opinions,
        answer ->
            form.read(answer, request.questions())
                .map(read ->
                    new Auditor.Said(
                        usage(request, read),
                        read.usage().isEmpty(),
                        teachers(request.questions(), read, true))));
  }

  /// Asks the model that the request names, or those of the policy that it names.
  private Forwarding.Answer pass(
      Exchange exchange,
      DecisionForm form,
      DecisionRequest request,
      Addressee addressee,
      Opinions opinions,
      byte[] body)
      throws UpstreamException {
    return addressee.policy().isPresent()
        ? policies.answer(
            exchange,
            addressee.policy().get(),
            new DecisionsForm(form, request, body),
            opinions.sightings())
        : forwarding.pass(exchange, api(form), request.model(), opinions.sightings(), body);
  }

  private static boolean isGuess(Optional<Reading> reading) {
    return reading.filter(read -> read.usage().isEmpty()).isPresent();
  }

  private static Usage usage(DecisionRequest request, Reading reading) {
    return reading.usage().orElseGet(() -> RoughUsage.of(request));
  }

  private static JsonNode studentAnswer(
      DecisionForm form, DecisionRequest request, Opinion opinion) {
    Verdict verdict = opinion.verdict().orElseThrow();
    Question question = request.questions().get(opinion.sighting().position());
    return form.node(
        question,
        Judgement.of(
            question, opinion.student().orElseThrow().student().labels(), verdict.probabilities()));
  }

  private static Api api(DecisionForm form) {
    return switch (form) {
      case DECISIONS -> Api.DECISIONS;
      case SYSTEM_ONE -> Api.SYSTEM_ONE;
    };
  }

  /// @param taught whether it is the teacher's own word
  private static List<Teacher> teachers(List<Question> questions, Reading reading, boolean taught) {
    if (!taught) {
      return Collections.nCopies(questions.size(), Teacher.NOT_ASKED);
    }
    Usage usage = reading.usage().orElse(Usage.NONE);
    List<Teacher> teachers = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      DecisionAnswer answer = reading.answers().get(i);
      Optional<Label> label = answer.label(questions.get(i));
      teachers.add(new Teacher(true, label, label.map(Label::display).orElse(""), usage));
    }
    return teachers;
  }

  private static End end(
      Exchange exchange,
      DecisionRequest request,
      String answeredBy,
      String policy,
      Usage usage,
      Usd cost,
      Usd would,
      long micros) {
    return new End(
        request.model(),
        answeredBy,
        policy,
        200,
        Optional.empty(),
        false,
        usage,
        cost,
        would,
        micros,
        exchange.upstreamMicros());
  }
}
