package dev.asterism.perform;

import dev.asterism.chat.DecisionAnswer;
import dev.asterism.chat.DecisionRequest;
import dev.asterism.chat.Label;
import dev.asterism.chat.Question;
import dev.asterism.chat.Usage;
import dev.asterism.cost.RoughUsage;
import dev.asterism.wire.DecisionForm;
import dev.asterism.wire.DecisionWire;
import dev.asterism.wire.ModelName;
import dev.asterism.wire.dialect.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Questions about one input, in either of their two forms. Models answer them with probabilities,
/// so how sure one is need not be asked for.
public record DecisionsForm(DecisionForm form, DecisionRequest request, byte[] body)
    implements Form {

  @Override
  public Api api() {
    return switch (form) {
      case DECISIONS -> Api.DECISIONS;
      case SYSTEM_ONE -> Api.SYSTEM_ONE;
    };
  }

  @Override
  public String question() {
    return request.input()
        + request.questions().stream()
            .map(Question::instructions)
            .collect(Collectors.joining("\n", "\n\n", ""));
  }

  @Override
  public boolean streams() {
    return false;
  }

  @Override
  public Form thinking(String effort) {
    return this;
  }

  @Override
  public byte[] asked(String model) {
    return ModelName.replace(body, model);
  }

  @Override
  public byte[] whole(String model) {
    return asked(model);
  }

  @Override
  public Put weighed(String model) {
    return new Put(api(), asked(model));
  }

  @Override
  public byte[] sampled(String model) {
    return asked(model);
  }

  @Override
  public Optional<byte[]> merging(String model, List<String> drafts) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> informed(String model, String message) {
    return Optional.empty();
  }

  @Override
  public Optional<Said> hear(byte[] answer, boolean weighed) {
    return form.read(answer, request.questions()).flatMap(this::said);
  }

  private Optional<Said> said(DecisionWire.Reading reading) {
    List<String> labels = new ArrayList<>();
    double least = 1;
    boolean all = true;
    for (int i = 0; i < request.questions().size(); i++) {
      DecisionAnswer answer = reading.answers().get(i);
      Optional<Label> label = answer.label(request.questions().get(i));
      all &= label.isPresent();
      labels.add(label.map(Label::display).orElse("-"));
      least = Math.min(least, confidence(answer));
    }
    String text = String.join("\n", labels);
    return Optional.of(new Said(text, text, OptionalDouble.of(least), all, reading.usage()));
  }

  private static double confidence(DecisionAnswer answer) {
    return switch (answer) {
      case DecisionAnswer.Predicate(var probability) -> Math.max(probability, 1 - probability);
      case DecisionAnswer.Choice(_, var confidence, _) -> confidence;
      case DecisionAnswer.Score(_, var confidence, _) -> confidence;
      case DecisionAnswer.Refusal _ -> 0;
    };
  }

  @Override
  public byte[] told(byte[] answer, boolean weighed) {
    return answer;
  }

  @Override
  public byte[] asStream(byte[] answer) {
    throw new IllegalStateException("decisions are not streamed");
  }

  @Override
  public Usage rough(String answer) {
    return RoughUsage.of(request);
  }

  @Override
  public Usage expected(OptionalDouble usual) {
    Usage rough = RoughUsage.of(request);
    return new Usage(rough.inputTokens(), Math.round(usual.orElse((double) rough.outputTokens())));
  }

  /// A decision has none: asked twice, a model gives the same probabilities.
  @Override
  public Optional<Double> temperature() {
    return Optional.of(0.0);
  }
}
