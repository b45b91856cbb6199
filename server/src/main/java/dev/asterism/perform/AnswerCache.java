package dev.asterism.perform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.asterism.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers that may be given again to the very same request of the same client.
///
/// The same request is one whose JSON is equal by value, whether it asks for a stream or not. It
/// holds 64 MB at most, an answer of 1 MB at most, each for as long as its policy says.
final class AnswerCache {

  private static final long MOST_BYTES = 64L << 20;
  private static final int MOST_OF_ONE = 1 << 20;
  private static final int OVERHEAD = 500;
  private static final int FINE = 200;

  /// @param digest of the policy, who asks, and what
  record Key(String digest) {}

  private record Kept(Given.Whole answer, Duration age) {}

  private final Cache<Key, Kept> kept =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((Key _, Kept it) -> it.answer().body().length + OVERHEAD)
          .expireAfter(Expiry.<Key, Kept>creating((_, it) -> it.age()))
          .executor(Runnable::run)
          .build();

  /// {@return the name of what may be kept or found; empty where this request's answer may not}
  ///
  /// @param tenant who asks; empty where it forbids to keep answers
  Optional<Key> key(NamedPolicy policy, Form form, Optional<String> tenant) {
    return mayKeep(policy, form) && tenant.isPresent()
        ? Optional.of(
            new Key(
                Digest.of(
                    policy.name().getBytes(UTF_8),
                    tenant.get().getBytes(UTF_8),
                    form.api().name().getBytes(UTF_8),
                    Json.sorted(form.whole(policy.model())))))
        : Optional.empty();
  }

  /// {@return whether the answer to a request would be the same another time, as far as is told: at
  /// temperature 0, or where the policy takes what leaves it open for that}
  static boolean mayKeep(NamedPolicy policy, Form form) {
    return policy
        .caching()
        .filter(caching -> form.temperature().map(it -> it == 0).orElse(caching.always()))
        .isPresent();
  }

  Optional<Given.Whole> get(Key key) {
    return Optional.ofNullable(kept.getIfPresent(key)).map(Kept::answer);
  }

  /// Keeps a successful answer, without what its provider said of this one call.
  void keep(Key key, Given.Whole answer, NamedPolicy policy) {
    if (answer.status() == FINE && answer.body().length <= MOST_OF_ONE) {
      Given.Whole alone =
          new Given.Whole(
              answer.model(),
              FINE,
              List.of(Map.entry("Content-Type", "application/json")),
              answer.body(),
              answer.emulated(),
              Optional.empty(),
              answer.usage());
      policy.caching().ifPresent(caching -> kept.put(key, new Kept(alone, caching.age())));
    }
  }

  /// Forgets everything.
  void clear() {
    kept.invalidateAll();
  }
}
