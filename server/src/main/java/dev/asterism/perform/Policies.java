package dev.asterism.perform;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The policies that are configured, the default one first.
public record Policies(List<NamedPolicy> all) {

  public static final Policies NONE = new Policies(List.of());

  public Policies {
    all = List.copyOf(all);
  }

  /// {@return the policy that a model's name stands for: `asterism/auto` for the one of that name,
  /// else for the first}
  public Optional<NamedPolicy> of(String model) {
    if (!NamedPolicy.isNamedBy(model)) {
      return Optional.empty();
    }
    String name = model.substring(NamedPolicy.PREFIX.length());
    return all.stream()
        .filter(policy -> policy.name().equals(name))
        .findFirst()
        .or(() -> name.equals(NamedPolicy.AUTO) ? all.stream().findFirst() : Optional.empty());
  }

  /// {@return the member that a name stands for in any of them}
  public Member member(String name) {
    return all.stream()
        .map(policy -> policy.member(name))
        .filter(member -> member.effort().isPresent())
        .findFirst()
        .orElseGet(() -> new Member(name, Optional.empty()));
  }

  /// {@return the names by which clients ask}
  public Set<String> models() {
    Set<String> models = new LinkedHashSet<>();
    if (!all.isEmpty()) {
      models.add(NamedPolicy.PREFIX + NamedPolicy.AUTO);
    }
    all.forEach(policy -> models.add(policy.model()));
    return models;
  }
}
