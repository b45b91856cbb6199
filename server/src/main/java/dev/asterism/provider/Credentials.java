package dev.asterism.provider;

import dev.asterism.wire.dialect.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who asks a provider, in the manner of its dialect.
///
/// Where the provider has a key of its own, no credential of the client's goes with it; where it
/// has none, the client's goes, in the header that the provider looks for.
final class Credentials {

  private static final String BEARER = "bearer ";
  private static final String AUTHORIZATION = "authorization";
  private static final String ANTHROPIC_KEY = "x-api-key";
  private static final String GOOGLE_KEY = "x-goog-api-key";
  private static final String ANTHROPIC_VERSION = "anthropic-version";
  private static final Set<String> ALL = Set.of(AUTHORIZATION, ANTHROPIC_KEY, GOOGLE_KEY);

  private Credentials() {}

  /// {@return the headers to send}
  ///
  /// @param headers the client's
  static List<Map.Entry<String, String>> of(
      Provider provider, List<Map.Entry<String, String>> headers) {
    Dialect dialect = provider.language().dialect();
    boolean own = provider.key().isPresent();
    boolean foreign = own || !has(headers, lookedFor(dialect, headers));
    Optional<String> secret = own ? provider.key() : foreign ? secret(headers) : Optional.empty();
    List<Map.Entry<String, String>> sent = new ArrayList<>(headers.size() + 2);
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!(foreign && ALL.contains(name)) && !isOfAnother(dialect, name)) {
        sent.add(header);
      }
    }
    secret.ifPresent(value -> sent.add(credential(dialect, value)));
    if (dialect == Dialect.ANTHROPIC && !has(headers, Set.of(ANTHROPIC_VERSION))) {
      sent.add(Map.entry(ANTHROPIC_VERSION, "2023-06-01"));
    }
    return sent;
  }

  /// The headers in which a provider looks for a credential. Clients that speak Anthropic's dialect
  /// may also bring a token, as others do.
  private static Set<String> lookedFor(Dialect dialect, List<Map.Entry<String, String>> headers) {
    return switch (dialect) {
      case OPENAI -> Set.of(AUTHORIZATION);
      case ANTHROPIC ->
          has(headers, Set.of(ANTHROPIC_VERSION))
              ? Set.of(ANTHROPIC_KEY, AUTHORIZATION)
              : Set.of(ANTHROPIC_KEY);
      case GEMINI -> Set.of(GOOGLE_KEY);
    };
  }

  private static Map.Entry<String, String> credential(Dialect dialect, String secret) {
    return switch (dialect) {
      case OPENAI -> Map.entry("Authorization", "Bearer " + secret);
      case ANTHROPIC -> Map.entry(ANTHROPIC_KEY, secret);
      case GEMINI -> Map.entry(GOOGLE_KEY, secret);
    };
  }

  private static Optional<String> secret(List<Map.Entry<String, String>> headers) {
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      String value = header.getValue();
      if (name.equals(AUTHORIZATION)) {
        if (value.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
          return Optional.of(value.substring(BEARER.length()));
        }
      } else if (ALL.contains(name)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /// Accounts and versions of one dialect mean nothing in another.
  private static boolean isOfAnother(Dialect dialect, String name) {
    return (dialect != Dialect.ANTHROPIC && name.startsWith("anthropic-"))
        || (dialect != Dialect.OPENAI && name.startsWith("openai-"))
        || (dialect != Dialect.GEMINI && name.startsWith("x-goog-") && !ALL.contains(name));
  }

  private static boolean has(List<Map.Entry<String, String>> headers, Set<String> names) {
    return headers.stream()
        .anyMatch(header -> names.contains(header.getKey().toLowerCase(Locale.ROOT)));
  }
}
