package dev.asterism.gateway;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Message;
import dev.asterism.chat.Role;
import dev.asterism.provider.Endpoint;
import dev.asterism.provider.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Which provider, and which key of it, a conversation began with: its later turns find their
/// prompt cached there.
///
/// A conversation is known by how it begins: by all up to its first user message, which every later
/// turn sends again. Two that begin alike share a provider, which is no harm: they share the cache.
final class Sessions {

  private static final int MOST = 50_000;

  /// @param provider its name
  record Seat(String provider, Endpoint endpoint) {

    boolean isOf(Provider other) {
      return other.name().equals(provider);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Seat> seats =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Seat> eldest) {
          return size() > MOST;
        }
      };

  /// {@return the name of a request's conversation}
  static long of(ChatRequest request) {
    long hash = hash(7, request.model());
    for (Message message : request.messages()) {
      hash = hash(hash, message.text());
      if (message.role() == Role.USER) {
        break;
      }
    }
    return hash;
  }

  /// {@return the name of a conversation that its client names}
  static long of(String name) {
    return hash(11, name);
  }

  private static long hash(long seed, String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = 1_099_511_628_211L * (hash ^ text.charAt(i));
    }
    return 31 * hash + text.length();
  }

  Optional<Seat> seat(long session) {
    lock.lock();
    try {
      return Optional.ofNullable(seats.get(session));
    } finally {
      lock.unlock();
    }
  }

  void sit(long session, Seat seat) {
    lock.lock();
    try {
      seats.put(session, seat);
    } finally {
      lock.unlock();
    }
  }
}
