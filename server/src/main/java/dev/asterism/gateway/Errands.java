package dev.asterism.gateway;

import dev.asterism.chat.Usage;
import dev.asterism.provider.Asker;
import dev.asterism.provider.Interpreter;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import dev.asterism.wire.ChatReading;
import dev.asterism.wire.DecisionWire;
import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.ConversationForm;
import java.util.List;
import java.util.Optional;

/// Asks models on Asterism's own account: no client waits, and no client's key is used.
public final class Errands {

  private final Surroundings around;
  private final Interpreter interpreter;
  private final Fallback fallback;

  public Errands(Surroundings around) {
    this.around = around;
    this.interpreter = new Interpreter(around.upstream(), around.clock());
    this.fallback = new Fallback(around);
  }

  /// {@return the whole body of a successful answer}
  ///
  /// @param path of an API, such as `/chat/completions`
  /// @throws UpstreamException if no provider serves the model, no budget has the money, or the
  ///   answer is not a success
  public byte[] ask(String model, String path, byte[] body) throws UpstreamException {
    List<Provider> providers = around.providers().serving(model);
    if (providers.isEmpty()) {
      throw new UpstreamException(404, "model_not_found", "no provider serves " + model);
    }
    Api api = Api.at(path).orElseThrow(() -> new IllegalArgumentException("no API is at " + path));
    Attempts attempts = new Attempts(Optional.empty());
    try (Purchase purchase = new Purchase(around);
        Reply reply = open(attempts, purchase, providers, api, model, body)) {
      byte[] answer = reply.body();
      if (reply.status() != 200) {
        throw new UpstreamException(
            reply.status(),
            "upstream_" + reply.status(),
            "%s refused with status %d"
                .formatted(attempts.answeredBy().map(Provider::name).orElse(""), reply.status()));
      }
      return answer;
    }
  }

  private Reply open(
      Attempts attempts,
      Purchase purchase,
      List<Provider> providers,
      Api api,
      String model,
      byte[] body)
      throws UpstreamException {
    purchase.of(model, body.length);
    return fallback.open(
        attempts,
        providers,
        provider -> interpreter.ask(provider, api, "", List.of(), body, Asker.PATIENT));
  }

  /// {@return the usage that an answer reports; empty where it reports none}
  ///
  /// @param path that it answers
  public static Optional<Usage> usage(String path, byte[] answer) {
    return path.startsWith("/decisions")
        ? DecisionWire.read(answer, List.of()).flatMap(DecisionWire.Reading::usage)
        : ConversationForm.at(path)
            .flatMap(form -> form.read(answer, false))
            .flatMap(ChatReading::usage);
  }
}
