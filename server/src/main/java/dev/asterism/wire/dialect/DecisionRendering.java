package dev.asterism.wire.dialect;

import dev.asterism.chat.DecisionAnswer;
import dev.asterism.chat.DecisionRequest;
import dev.asterism.chat.Question;
import dev.asterism.chat.Usage;
import dev.asterism.wire.DecisionForm;
import dev.asterism.wire.DecisionWire;
import dev.asterism.wire.Json;
import dev.asterism.wire.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Renders the answers to questions in the form in which the client asked.
final class DecisionRendering implements WholeRendering {

  private final Api from;
  private final DecisionForm form;
  private final DecisionRequest request;
  private final Judge judge;
  private Optional<Usage> usage = Optional.empty();

  DecisionRendering(Api from, DecisionForm form, DecisionRequest request, Judge judge) {
    this.from = from;
    this.form = form;
    this.request = request;
    this.judge = judge;
  }

  /// Understands a provider's answer.
  interface Judge {

    /// {@return the answers in question order; empty where the body holds none}
    ///
    /// @throws Unreadable if it is not what the provider's API promises
    Optional<DecisionWire.Reading> judge(byte[] body, List<Question> questions) throws Unreadable;
  }

  @Override
  public byte[] whole(byte[] body) throws Unreadable {
    DecisionWire.Reading reading =
        judge
            .judge(body, request.questions())
            .orElseThrow(() -> new Unreadable("it does not answer the questions"));
    usage = reading.usage();
    List<JsonNode> nodes = new ArrayList<>();
    for (int i = 0; i < request.questions().size(); i++) {
      Question question = request.questions().get(i);
      DecisionAnswer answer = reading.answers().get(i);
      if (!fits(question, answer)) {
        throw new Unreadable("it answers another question than the one asked");
      }
      nodes.add(form.node(question, answer));
    }
    return form.response(
        model(body), request.questions(), nodes, reading.usage().orElse(Usage.NONE));
  }

  private static boolean fits(Question question, DecisionAnswer answer) {
    int options = Judgement.options(question).size();
    return switch (answer) {
      case DecisionAnswer.Refusal _ -> true;
      case DecisionAnswer.Predicate _ -> question instanceof Question.Predicate;
      case DecisionAnswer.Choice(_, _, var each) ->
          question instanceof Question.Choice && each.size() == options;
      case DecisionAnswer.Score(_, _, var each) ->
          question instanceof Question.Score && each.size() == options;
    };
  }

  private String model(byte[] body) {
    try {
      return Json.read(body).path("model").asString(request.model());
    } catch (JacksonException _) {
      return request.model();
    }
  }

  @Override
  public byte[] fault(int status, byte[] body) {
    return Json.bytes(Fault.read(status, body).in(from.dialect()));
  }

  @Override
  public Optional<Usage> usage() {
    return usage;
  }
}
