package dev.asterism.perform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Which member of a policy answered the last turn of a conversation: the next turn finds its
/// prompt in that model's cache.
final class Seats {

  private static final int MOST = 50_000;

  /// No provider keeps a prompt longer without being asked.
  private static final Duration KEPT = Duration.ofHours(1);

  private record Of(String policy, long conversation) {}

  private final Cache<Of, String> taken =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(KEPT).build();

  /// Who sits in a conversation.
  ///
  /// @param member who answered its last turn; empty where it begins, or nobody knows
  /// @param taking is told who answers this one
  record Seat(Optional<String> member, Consumer<String> taking) {

    /// Of a request that belongs to no conversation.
    static final Seat NONE = new Seat(Optional.empty(), _ -> {});

    boolean isOf(String other) {
      return member.filter(other::equals).isPresent();
    }
  }

  /// @param conversation its name; empty where it has none
  /// @param begins whether this is its first turn, for which nobody has a prompt in a cache
  Seat of(NamedPolicy policy, OptionalLong conversation, boolean begins) {
    if (conversation.isEmpty()) {
      return Seat.NONE;
    }
    Of name = new Of(policy.name(), conversation.getAsLong());
    Optional<String> member =
        begins ? Optional.empty() : Optional.ofNullable(taken.getIfPresent(name));
    return new Seat(member, answering -> taken.put(name, answering));
  }
}
