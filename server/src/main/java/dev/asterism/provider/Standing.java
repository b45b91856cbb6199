package dev.asterism.provider;

import java.util.concurrent.atomic.AtomicInteger;

/// How one endpoint stands: how many calls it has, and whether it asked to be spared.
public final class Standing {

  private final Endpoint endpoint;
  private final Circuit circuit;
  private final AtomicInteger outstanding = new AtomicInteger();
  private volatile long sparedUntil;

  /// @param circuit shared by all keys of a base URL: it fails for all of them
  Standing(Endpoint endpoint, Circuit circuit) {
    this.endpoint = endpoint;
    this.circuit = circuit;
    this.sparedUntil = System.nanoTime();
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public Circuit circuit() {
    return circuit;
  }

  int outstanding() {
    return outstanding.get();
  }

  void begun() {
    outstanding.incrementAndGet();
  }

  void ended() {
    outstanding.decrementAndGet();
  }

  /// Others are asked before this one until then.
  public void spare(long until) {
    sparedUntil = until;
  }

  /// {@return whether it asked to be spared, and that time is not over}
  public boolean spared(long now) {
    return now - sparedUntil < 0;
  }
}
