package dev.asterism.gateway;

import dev.asterism.provider.Provider;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import java.util.List;
import java.util.Set;

/// Asks the first of a model's providers that can answer.
///
/// The next one is asked only while nothing of an answer has gone back, and only where the one
/// before could not answer: it was out of reach, busy or broken. What a provider refuses, or
/// answers too late, is final: another would refuse it too, or cost as much time again.
final class Fallback {

  private static final Set<Integer> UNABLE = Set.of(429, 500, 502, 503, 504, 529);
  private static final Set<String> BROKEN =
      Set.of("upstream_unreachable", "upstream_busy", "upstream_cut_off", "upstream_invalid");

  private Fallback() {}

  /// Begins a call at a provider.
  interface Call {
    Reply at(Provider provider) throws UpstreamException;
  }

  /// {@return the answer of the first that can give one, else the last one's failure}
  ///
  /// @param providers in the order to ask them, at least one
  static Reply open(Exchange exchange, List<Provider> providers, Call call)
      throws UpstreamException {
    for (Provider provider : providers.subList(0, providers.size() - 1)) {
      try {
        Reply reply = call.at(exchange.inTime(provider));
        if (!UNABLE.contains(reply.status())) {
          exchange.servedBy(provider);
          return reply;
        }
        reply.close();
      } catch (UpstreamException failure) {
        if (!BROKEN.contains(failure.code())) {
          throw failure;
        }
      }
    }
    Reply reply = call.at(exchange.inTime(providers.getLast()));
    exchange.servedBy(providers.getLast());
    return reply;
  }
}
