package dev.asterism.wire.dialect;

import dev.asterism.chat.DecisionRequest;
import dev.asterism.chat.Question;
import dev.asterism.chat.Usage;
import dev.asterism.wire.DecisionForm;
import dev.asterism.wire.DecisionWire;
import dev.asterism.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Renders the answers to questions in the form in which the client asked.
final class DecisionRendering implements Rendering {

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
      nodes.add(form.node(request.questions().get(i), reading.answers().get(i)));
    }
    return form.response(
        model(body), request.questions(), nodes, reading.usage().orElse(Usage.NONE));
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
  public List<byte[]> piece(byte[] bytes, int length) throws Unreadable {
    throw new Unreadable("it is a stream, which was not asked for");
  }

  @Override
  public List<byte[]> end() {
    return List.of();
  }

  @Override
  public Optional<Usage> usage() {
    return usage;
  }
}
