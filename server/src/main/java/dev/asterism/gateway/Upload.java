package dev.asterism.gateway;

import dev.asterism.provider.Asker;
import dev.asterism.provider.ClientLeft;
import io.helidon.webserver.CloseConnectionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A body on its way, and the client that sends it.
///
/// While it comes, whoever hands it on reads the client's connection, and sees for itself when it
/// breaks. Only once all of it is here may the client be watched.
final class Upload extends FilterInputStream implements Asker {

  private final Asker client;
  private final long length;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Runnable> told = Optional.empty();
  private boolean ended;
  private long taken;

  /// @param length of the body in bytes, after which nobody may ask for more; -1 where not known
  Upload(InputStream body, long length, Asker client) {
    super(body);
    this.length = length;
    this.client = client;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    try {
      int count = super.read(into, from, most);
      taken += Math.max(0, count);
      if (count < 0 || taken == length) {
        end();
      }
      return count;
    } catch (IOException | CloseConnectionException left) {
      throw new ClientLeft(left);
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      told.ifPresent(client::watch);
      told = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void watch(Runnable left) {
    lock.lock();
    try {
      if (ended) {
        client.watch(left);
      } else {
        told = Optional.of(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void settled() {
    lock.lock();
    try {
      told = Optional.empty();
      client.settled();
    } finally {
      lock.unlock();
    }
  }
}
