package dev.asterism.server;

import dev.asterism.perform.ChatForm;
import dev.asterism.perform.DecisionsForm;
import dev.asterism.perform.Form;
import dev.asterism.wire.BadRequest;
import dev.asterism.wire.DecisionForm;
import dev.asterism.wire.dialect.ConversationForm;
import java.util.Optional;

/// Reads stored requests as policies saw them.
final class StoredQuestion {

  private StoredQuestion() {}

  /// {@return a stored request in its form; empty where it was of none that policies answer}
  static Optional<Form> of(String endpoint, byte[] request) {
    try {
      return switch (endpoint) {
        case "/v1/decisions" -> Optional.of(decisions(DecisionForm.DECISIONS, request));
        case "/v1/systemone" -> Optional.of(decisions(DecisionForm.SYSTEM_ONE, request));
        default ->
            ConversationForm.of(endpoint)
                .map(form ->
                    new ChatForm(form, form.understood(request, Optional.empty()), request, 0));
      };
    } catch (BadRequest _) {
      return Optional.empty();
    }
  }

  private static Form decisions(DecisionForm form, byte[] request) {
    return new DecisionsForm(form, form.parse(request), request);
  }
}
