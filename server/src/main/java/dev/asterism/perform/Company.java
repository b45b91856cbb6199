package dev.asterism.perform;

import dev.asterism.provider.Asker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// One client for whom several calls are made side by side. All of them end when it leaves; each
/// can be given up by itself.
final class Company {

  private final Asker client;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Seat, Runnable> running = new HashMap<>();
  private final Set<Seat> watched = new HashSet<>();
  private boolean gone;

  Company(Asker client) {
    this.client = client;
  }

  Seat seat() {
    return new Seat(Optional.empty());
  }

  /// The place of one call, with those that follow it where a provider fails, or of several calls
  /// that are given up together.
  final class Seat implements Asker {

    private final Optional<Seat> around;
    private boolean left;

    private Seat(Optional<Seat> around) {
      this.around = around;
    }

    /// {@return a place that is left with this one}
    Seat seat() {
      return new Seat(Optional.of(this));
    }

    private boolean isLeft() {
      return left || around.filter(Seat::isLeft).isPresent();
    }

    @Override
    public void began(Runnable cancel) {
      boolean late;
      lock.lock();
      try {
        running.put(this, cancel);
        late = isLeft() || gone;
      } finally {
        lock.unlock();
      }
      if (late) {
        cancel.run();
      }
    }

    /// The client is watched once, however many calls wait.
    @Override
    public void watch(Runnable cancel) {
      lock.lock();
      try {
        if (!isLeft() && !gone && watched.add(this) && watched.size() == 1) {
          client.watch(Company.this::leave);
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void settled() {
      lock.lock();
      try {
        running.remove(this);
        unwatch();
      } finally {
        lock.unlock();
      }
    }

    /// Gives up what is called from here: nobody waits for it any more, and it is broken off at
    /// once.
    void leave() {
      List<Runnable> all = new ArrayList<>();
      lock.lock();
      try {
        left = true;
        for (Seat seat : List.copyOf(running.keySet())) {
          if (seat.isLeft()) {
            Optional.ofNullable(running.remove(seat)).ifPresent(all::add);
            // Its end may come after the client's next request: it must not touch the client then.
            seat.unwatch();
          }
        }
      } finally {
        lock.unlock();
      }
      all.forEach(Runnable::run);
    }

    private void unwatch() {
      if (watched.remove(this) && watched.isEmpty()) {
        client.settled();
      }
    }
  }

  /// The client leaves, and with it all for whom it waited.
  private void leave() {
    List<Runnable> all;
    lock.lock();
    try {
      gone = true;
      all = List.copyOf(running.values());
    } finally {
      lock.unlock();
    }
    all.forEach(Runnable::run);
  }
}
