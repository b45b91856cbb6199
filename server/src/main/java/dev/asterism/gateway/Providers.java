package dev.asterism.gateway;

import dev.asterism.provider.Provider;
import java.util.List;
import java.util.Optional;

/// Which provider serves which model: the first that does, in the order of the configuration.
public record Providers(List<Provider> all) {

  public Providers {
    all = List.copyOf(all);
  }

  Optional<Provider> serving(String model) {
    return all.stream().filter(provider -> provider.serves(model)).findFirst();
  }
}
