package dev.asterism.gateway;

import dev.asterism.provider.Provider;
import java.util.List;
import java.util.Optional;

/// Which providers serve which model, in the order of the configuration.
public record Providers(List<Provider> all) {

  public Providers {
    all = List.copyOf(all);
  }

  /// {@return the provider that a client means when it names no model: the first that serves every
  /// model, else the first}
  Optional<Provider> byDefault() {
    return all.stream()
        .filter(provider -> provider.models().isEmpty())
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  /// {@return the providers that serve a model, in the order to ask them}
  public List<Provider> serving(String model) {
    return all.stream().filter(provider -> provider.serves(model)).toList();
  }
}
