package dev.asterism.server;

import dev.asterism.provider.Endpoint;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the ways into a provider: each of its base URLs with each of its keys.
final class Endpoints {

  private static final int MOST = 100;

  private Endpoints() {}

  static List<Endpoint> read(Section provider, Map<String, String> environment) {
    List<URI> urls = urls(provider);
    List<Optional<String>> keys = keys(provider, environment);
    List<Endpoint> endpoints = new ArrayList<>();
    for (Optional<String> key : keys) {
      for (URI url : urls) {
        endpoints.add(new Endpoint(url, key));
      }
    }
    if (endpoints.size() > MOST) {
      throw provider.wrong(
          "name",
          "%d base URLs with %d keys are more than %d ways in"
              .formatted(urls.size(), keys.size(), MOST));
    }
    return endpoints.stream().distinct().toList();
  }

  private static List<URI> urls(Section provider) {
    List<URI> urls = new ArrayList<>();
    for (String url : provider.texts("base-urls")) {
      urls.add(ConfigFile.url(url, provider.where("base-urls")));
    }
    if (urls.isEmpty() || provider.optional("base-url").isPresent()) {
      String url = provider.required("base-url", "a URL such as https://api.openai.com/v1");
      urls.addFirst(ConfigFile.url(url, provider.where("base-url")));
    }
    return urls;
  }

  private static List<Optional<String>> keys(Section provider, Map<String, String> environment) {
    List<Optional<String>> keys = new ArrayList<>();
    provider.secret("api-key").ifPresent(key -> keys.add(Optional.of(key)));
    provider.secrets("api-keys").forEach(key -> keys.add(Optional.of(key)));
    provider
        .optional("api-key-env")
        .ifPresent(
            name -> keys.add(Optional.of(value(provider, "api-key-env", name, environment))));
    for (String name : provider.texts("api-key-envs")) {
      keys.add(Optional.of(value(provider, "api-key-envs", name, environment)));
    }
    return keys.isEmpty() ? List.of(Optional.empty()) : keys;
  }

  /// {@return the environment's variable that a field names}
  static String value(
      Section provider, String field, String name, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(name))
        .orElseThrow(
            () -> provider.wrong(field, "the environment has no variable " + name + "; set it"));
  }
}
