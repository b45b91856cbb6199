package dev.asterism.gateway;

import dev.asterism.provider.Provider;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import dev.asterism.wire.dialect.Api;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the provider that keeps a response or a completion: whoever's model made it. Its id does
/// not tell, so those that could have made it are asked in turn until one knows it.
final class Keepers {

  private static final int UNKNOWN = 404;

  private final Providers providers;

  Keepers(Providers providers) {
    this.providers = providers;
  }

  /// Asks providers that stand in for one another.
  interface Asking {
    Reply of(List<Provider> some) throws UpstreamException;
  }

  /// {@return the API whose answers are kept at a path below the version, such as
  /// `/responses/resp_1`; empty where it names none}
  private static Optional<Api> api(String path) {
    return Stream.of(Api.RESPONSES, Api.CHAT)
        .filter(api -> path.startsWith(api.path() + "/"))
        .findFirst();
  }

  /// {@return the answer of the first that knows what the path names, else of the last}
  ///
  /// @param meant by whoever names no model, at least one
  /// @param path below the version
  Reply ask(List<Provider> meant, String path, Asking asking) throws UpstreamException {
    Reply reply = asking.of(meant);
    for (Provider other : others(meant, path)) {
      if (reply.status() != UNKNOWN) {
        break;
      }
      reply.close();
      reply = asking.of(List.of(other));
    }
    return reply;
  }

  /// Only those with a key of their own: the client's is meant for one, and the others must not
  /// learn it.
  private List<Provider> others(List<Provider> meant, String path) {
    Optional<Api> api = api(path);
    return providers.all().stream()
        .filter(provider -> !meant.contains(provider) && provider.key().isPresent())
        .filter(provider -> api.filter(provider.language()::speaks).isPresent())
        .toList();
  }
}
