package dev.asterism.wire;

import dev.asterism.chat.DecisionAnswer;
import dev.asterism.chat.DecisionRequest;
import dev.asterism.chat.Question;
import dev.asterism.chat.Usage;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The two ways in which questions about one input are asked and answered.
public enum DecisionForm {
  /// OpenAI's: questions and answers in a list.
  DECISIONS {
    @Override
    public DecisionRequest parse(byte[] body) {
      return DecisionWire.parse(body);
    }

    @Override
    public byte[] subset(byte[] body, List<Integer> positions) {
      return DecisionWire.subset(body, positions);
    }

    @Override
    public Optional<DecisionWire.Reading> read(byte[] body, List<Question> questions) {
      return DecisionWire.read(body, questions);
    }

    @Override
    public ObjectNode node(Question question, DecisionAnswer answer) {
      return DecisionWire.node(question, answer);
    }

    @Override
    public byte[] response(
        String model, List<Question> questions, List<? extends JsonNode> answers, Usage usage) {
      return DecisionWire.response(model, answers, usage);
    }
  },
  /// System One's: questions and answers by their names.
  SYSTEM_ONE {
    @Override
    public DecisionRequest parse(byte[] body) {
      return SystemOneWire.parse(body);
    }

    @Override
    public byte[] subset(byte[] body, List<Integer> positions) {
      return SystemOneWire.subset(body, positions);
    }

    @Override
    public Optional<DecisionWire.Reading> read(byte[] body, List<Question> questions) {
      return SystemOneWire.read(body, questions);
    }

    @Override
    public ObjectNode node(Question question, DecisionAnswer answer) {
      return SystemOneWire.node(question, answer);
    }

    @Override
    public byte[] response(
        String model, List<Question> questions, List<? extends JsonNode> answers, Usage usage) {
      return SystemOneWire.response(model, questions, answers, usage);
    }
  };

  /// {@return what a body asks}
  ///
  /// @throws BadRequest if the body is no such request
  public abstract DecisionRequest parse(byte[] body);

  /// {@return the same request with only some of its questions, the rest of its fields as they
  /// were}
  public abstract byte[] subset(byte[] body, List<Integer> positions);

  /// {@return the answers in a body; empty where the body is no answer to these questions}
  public abstract Optional<DecisionWire.Reading> read(byte[] body, List<Question> questions);

  /// {@return one answer}
  public abstract ObjectNode node(Question question, DecisionAnswer answer);

  /// {@return a whole answer}
  ///
  /// @param answers one for each question, in order
  public abstract byte[] response(
      String model, List<Question> questions, List<? extends JsonNode> answers, Usage usage);
}
