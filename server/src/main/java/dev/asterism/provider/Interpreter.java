package dev.asterism.provider;

import dev.asterism.wire.AnyWire;
import dev.asterism.wire.ModelName;
import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.GenerateBody;
import dev.asterism.wire.dialect.Translation;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts a client's request to a provider in a language that the provider understands; the answer
/// comes back in the client's.
///
/// Where both speak the same, the bytes stay as they were, but for the name of a model that the
/// provider knows by another.
public final class Interpreter {

  private static final int REFUSED = 400;

  private final Upstream upstream;
  private final InstantSource clock;

  public Interpreter(Upstream upstream, InstantSource clock) {
    this.upstream = upstream;
    this.clock = clock;
  }

  /// {@return the provider's answer, its body still to be read; close it in any case}
  ///
  /// @param api what the client speaks
  /// @param query that the client sent, with its question mark; it goes only to those who speak the
  ///   same
  /// @throws UpstreamException if there was no answer in time
  /// @throws dev.asterism.wire.BadRequest if the provider cannot do what is asked
  public Reply ask(
      Provider provider,
      Api api,
      String query,
      List<Map.Entry<String, String>> headers,
      byte[] body,
      Asker asker)
      throws UpstreamException {
    Optional<String> alias =
        provider.aliases().isEmpty()
            ? Optional.empty()
            : AnyWire.model(body).flatMap(provider::alias);
    if (provider.language().speaks(api)) {
      byte[] own = alias.map(name -> ModelName.replace(body, name)).orElse(body);
      if (api.asksByPath()) {
        GenerateBody.Sent sent = GenerateBody.sent(api, own, query);
        return upstream.post(provider, sent.path(), headers, sent.body(), asker);
      }
      return upstream.post(provider, api.path() + query, headers, own, asker);
    }
    List<Translation> ways =
        Translation.of(api, provider.language(), body, alias, clock.instant().getEpochSecond());
    for (Translation way : ways.subList(0, ways.size() - 1)) {
      Reply reply = ask(provider, way, headers, asker);
      if (reply.status() != REFUSED) {
        return reply;
      }
      reply.close();
    }
    return ask(provider, ways.getLast(), headers, asker);
  }

  private Reply ask(
      Provider provider, Translation way, List<Map.Entry<String, String>> headers, Asker asker)
      throws UpstreamException {
    return upstream.post(provider, way.path(), headers, way.body(), asker).told(way);
  }
}
