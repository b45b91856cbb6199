package dev.asterism.provider;

import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A circuit breaker: keeps calls away from a base URL that fails, and lets one through now and
/// then to see whether it is back.
///
/// Closed, it counts failures among the newest calls. Once too many failed it opens, and nobody
/// calls. After a pause it is half open: one call at a time may try, and what becomes of it closes
/// or opens the circuit. It reads no clock; times are those of `System.nanoTime`.
public final class Circuit {

  /// What may be done to it.
  public enum State {
    CLOSED,
    HALF_OPEN,
    OPEN
  }

  /// When it opens, and for how long.
  ///
  /// @param window how many of the newest calls count
  /// @param least fewer calls than this show nothing
  /// @param share of failures that opens it, in (0, 1]
  /// @param pause from opening to the next try
  public record Settings(int window, int least, double share, Duration pause) {

    public static final Settings DEFAULT = new Settings(20, 10, 0.5, Duration.ofSeconds(15));

    public Settings {
      if (window < least || least < 1 || !(share > 0 && share <= 1) || pause.isNegative()) {
        throw new IllegalArgumentException("no circuit can be set like this");
      }
    }
  }

  private final Settings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private final BitSet failures = new BitSet();
  private int calls;
  private State state = State.CLOSED;
  private long openUntil;
  private boolean probing;

  /// Grows with each change of state, so that calls from before it say nothing of what is now.
  private int era;

  public Circuit(Settings settings) {
    this.settings = settings;
  }

  /// Leave to make one call; one of its methods must be called when it is over.
  public final class Permit {

    private final int given;

    private Permit(int given) {
      this.given = given;
    }

    /// The call was answered.
    public void succeeded() {
      settle(() -> {
        if (state == State.HALF_OPEN) {
          change(State.CLOSED);
        } else {
          count(false);
        }
      });
    }

    /// The call failed.
    public void failed(long now) {
      settle(() -> {
        count(true);
        if (state == State.HALF_OPEN || tooMany()) {
          change(State.OPEN);
          openUntil = now + settings.pause().toNanos();
        }
      });
    }

    /// The call ended in a way that says nothing of the other side, such as a client that left.
    public void undecided() {
      settle(() -> probing = false);
    }

    private void settle(Runnable change) {
      lock.lock();
      try {
        if (given == era) {
          change.run();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /// {@return leave to call; empty while nobody may}
  public Optional<Permit> enter(long now) {
    lock.lock();
    try {
      if (state == State.OPEN && now - openUntil >= 0) {
        change(State.HALF_OPEN);
      }
      if (state == State.OPEN || probing) {
        return Optional.empty();
      }
      probing = state == State.HALF_OPEN;
      return Optional.of(new Permit(era));
    } finally {
      lock.unlock();
    }
  }

  /// {@return how long nobody may call yet; at least a second while a try is under way}
  public Duration closedFor(long now) {
    lock.lock();
    try {
      long left = state == State.OPEN ? openUntil - now : 0;
      return Duration.ofNanos(Math.max(left, Duration.ofSeconds(1).toNanos()));
    } finally {
      lock.unlock();
    }
  }

  public State state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  private void count(boolean failed) {
    failures.set(calls % settings.window(), failed);
    calls++;
  }

  private boolean tooMany() {
    int counted = Math.min(calls, settings.window());
    return counted >= settings.least() && failures.cardinality() >= settings.share() * counted;
  }

  private void change(State to) {
    state = to;
    era++;
    calls = 0;
    failures.clear();
    probing = false;
  }
}
