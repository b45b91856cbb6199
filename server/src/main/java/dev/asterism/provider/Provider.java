package dev.asterism.provider;

import dev.asterism.wire.dialect.Language;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A place where remote models live.
///
/// @param baseUrl up to and with the version
/// @param key sent in the manner of the provider's dialect; where empty the client's own is passed
///   on
/// @param models names, or prefixes ending in `*`; empty for every model
/// @param patience how long it is waited for
/// @param language what it understands
/// @param aliases its own names for models, by the names that clients use
/// @param resilience what is done where it fails
public record Provider(
    String name,
    URI baseUrl,
    Optional<String> key,
    List<String> models,
    Patience patience,
    Language language,
    Map<String, String> aliases,
    Resilience resilience) {

  public Provider {
    models = List.copyOf(models);
    aliases = Map.copyOf(aliases);
  }

  /// A provider that speaks OpenAI's dialect and is treated like any other where it fails.
  ///
  /// @param timeout from request to last byte
  public Provider(
      String name, URI baseUrl, Optional<String> key, List<String> models, Duration timeout) {
    this(
        name,
        baseUrl,
        key,
        models,
        Patience.forWhole(timeout),
        Language.OPENAI,
        Map.of(),
        Resilience.DEFAULT);
  }

  /// {@return its own name for a model, where clients use another}
  public Optional<String> alias(String model) {
    return Optional.ofNullable(aliases.get(model));
  }

  /// {@return whether this provider serves a model}
  public boolean serves(String model) {
    return models.isEmpty()
        || aliases.containsKey(model)
        || models.stream()
            .anyMatch(pattern ->
                pattern.endsWith("*")
                    ? model.startsWith(pattern.substring(0, pattern.length() - 1))
                    : model.equals(pattern));
  }

  /// {@return the same provider, with no more time than this for an answer}
  public Provider within(Duration most) {
    return most.compareTo(patience.whole()) < 0
        ? new Provider(
            name, baseUrl, key, models, patience.within(most), language, aliases, resilience)
        : this;
  }

  /// {@return the same provider, asked at one of its endpoints}
  public Provider at(Endpoint endpoint) {
    return endpoint.equals(endpoint())
        ? this
        : new Provider(
            name,
            endpoint.baseUrl(),
            endpoint.key(),
            models,
            patience,
            language,
            aliases,
            resilience);
  }

  /// {@return where it is asked}
  public Endpoint endpoint() {
    return new Endpoint(baseUrl, key);
  }

  /// {@return all ways into it, the first one first; at least one}
  public List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>();
    all.add(endpoint());
    all.addAll(resilience.others());
    return List.copyOf(all);
  }

  /// Keeps the key out of logs.
  @Override
  public String toString() {
    return "Provider[" + name + " " + baseUrl + "]";
  }
}
