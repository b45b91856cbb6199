package dev.asterism.provider;

import java.net.URI;
import java.util.Optional;

/// One way into a provider: a base URL, asked with one key.
///
/// @param baseUrl up to and with the version
/// @param key sent with each request; where empty the client's own authorization is passed on
public record Endpoint(URI baseUrl, Optional<String> key) {

  /// Keeps the key out of logs.
  @Override
  public String toString() {
    return "Endpoint[" + baseUrl + "]";
  }
}
