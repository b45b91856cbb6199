package dev.asterism.tool;

import dev.asterism.provider.Addresses;
import dev.asterism.provider.Upstream;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The connections of tools: to public addresses, and to any for those that may have a private one.
/// Made by those who need them, for most servers have no tools.
final class Network implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 64;

  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Upstream> anywhere = Optional.empty();
  private Optional<Upstream> outside = Optional.empty();

  /// @param inside whether private addresses may be asked
  Upstream upstream(boolean inside) {
    lock.lock();
    try {
      if (inside) {
        Upstream all = anywhere.orElseGet(() -> Upstream.of(MOST_CONNECTIONS, Addresses.ANY));
        anywhere = Optional.of(all);
        return all;
      }
      Upstream open = outside.orElseGet(() -> Upstream.of(MOST_CONNECTIONS, Addresses.PUBLIC));
      outside = Optional.of(open);
      return open;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      anywhere.ifPresent(Upstream::close);
      outside.ifPresent(Upstream::close);
    } finally {
      lock.unlock();
    }
  }
}
