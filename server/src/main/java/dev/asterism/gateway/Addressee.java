package dev.asterism.gateway;

import dev.asterism.perform.NamedPolicy;
import java.util.Optional;

/// Whom a request is put to: a model, or a policy under its name.
///
/// @param named as the client named it
/// @param policy empty for a model
record Addressee(String named, Optional<NamedPolicy> policy) {

  /// {@return the model whose students may answer, and whom they learn from: the one asked for, or
  /// the one that the policy stands for}
  Optional<String> teacher() {
    return policy.isPresent() ? policy.get().teacher() : Optional.of(named);
  }

  /// {@return the model that is told of in money: what it alone would have cost is what is saved}
  String standard() {
    return teacher().orElse(named);
  }

  /// {@return the share of requests that its teacher answers whatever they ask, while no student is
  /// live}
  double fairShare() {
    return policy.map(NamedPolicy::fairShare).orElse(1.0);
  }
}
