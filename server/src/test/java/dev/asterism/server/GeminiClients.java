package dev.asterism.server;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;

/// Google's own Java clients, which ask once and wait no longer than a test may.
final class GeminiClients {

  private static final int PATIENCE_MILLIS = 20_000;

  private GeminiClients() {}

  /// {@return a client as applications have it}
  static Client of(String root) {
    return of(root, "v1beta");
  }

  /// @param version of the API, which its paths begin with
  static Client of(String root, String version) {
    return Client.builder()
        .apiKey("sk-client")
        .httpOptions(
            HttpOptions.builder()
                .baseUrl(root)
                .apiVersion(version)
                .timeout(PATIENCE_MILLIS)
                .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                .build())
        .build();
  }
}
