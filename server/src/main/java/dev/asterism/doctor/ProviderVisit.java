package dev.asterism.doctor;

import dev.asterism.provider.Asker;
import dev.asterism.provider.Endpoint;
import dev.asterism.provider.HeaderLines;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Reply;
import dev.asterism.provider.Upstream;
import dev.asterism.provider.UpstreamException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks a provider for its list of models, which every dialect has and nobody charges for.
///
/// @param finding whether it answers, and takes the key
/// @param ahead how far this machine's clock is ahead of the provider's; empty where it did not say
record ProviderVisit(Finding finding, Optional<Duration> ahead) {

  /// {@return what came of asking one endpoint of a provider}
  static ProviderVisit to(
      Upstream upstream,
      Provider provider,
      Endpoint endpoint,
      Duration patience,
      InstantSource now) {
    Provider asked = provider.at(endpoint).within(patience);
    String part = "provider " + provider.name();
    long begun = System.nanoTime();
    try (Reply reply = upstream.get(asked, "/models", List.of(), Asker.PATIENT)) {
      long millis = (System.nanoTime() - begun) / 1_000_000;
      return new ProviderVisit(
          judge(part, endpoint, reply.status(), millis), ahead(reply.headers(), now.instant()));
    } catch (UpstreamException failure) {
      return new ProviderVisit(
          Finding.failed(
              part,
              "%s: %s".formatted(endpoint.baseUrl(), sentence(failure)),
              "Look at its base-url, the network, a proxy or a firewall between, and whether it"
                  + " runs."),
          Optional.empty());
    }
  }

  private static String sentence(UpstreamException failure) {
    return String.valueOf(failure.getMessage()).replaceAll("\\.$", "");
  }

  private static Finding judge(String part, Endpoint endpoint, int status, long millis) {
    String where = "%s answers in %d ms".formatted(endpoint.baseUrl(), millis);
    boolean own = endpoint.key().isPresent();
    if (status / 100 == 2) {
      return Finding.ok(part, own ? where + " and accepts the key" : where + " without a key");
    }
    return switch (status) {
      case 401, 403 ->
          own
              ? Finding.failed(
                  part,
                  where + ", but refuses the key (" + status + ")",
                  "Set a valid key in what its api-key-env names (or api-key).")
              : Finding.ok(part, where + "; clients bring their own keys");
      case 404, 405 ->
          Finding.warning(
              part,
              where + ", but has no list of models (" + status + "), so the key was not checked",
              "If requests fail too: base-url must end with the version, such as /v1.");
      case 429 ->
          Finding.warning(
              part, where + ", but the key is over its limit (429)", "Wait, or raise the limit.");
      default ->
          Finding.failed(
              part,
              where + " with status " + status,
              "It cannot serve now: look at its status page, or at its own log.");
    };
  }

  private static Optional<Duration> ahead(List<Map.Entry<String, String>> headers, Instant now) {
    return HeaderLines.first(headers, "date")
        .flatMap(ProviderVisit::parse)
        .map(theirs -> Duration.between(theirs, now));
  }

  private static Optional<Instant> parse(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
