package dev.asterism.guard;

import dev.asterism.cost.Usd;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The money that one request holds back while its models are asked.
public final class Reservation implements AutoCloseable {

  private final Budgets budgets;
  private final ReentrantLock lock = new ReentrantLock();
  private Usd held = Usd.ZERO;
  private boolean closed;

  Reservation(Budgets budgets) {
    this.budgets = budgets;
  }

  /// Holds back so much more.
  ///
  /// @return the budget that cannot pay for it; empty where it is held back
  public Optional<Account> add(Usd amount) {
    Optional<Account> poor = budgets.reserve(amount);
    if (poor.isEmpty()) {
      keep(amount);
    }
    return poor;
  }

  private void keep(Usd amount) {
    lock.lock();
    try {
      if (closed) {
        budgets.giveBack(amount);
      } else {
        held = held.plus(amount);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Gives all of it back: what it was for is booked, or was not asked.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      budgets.giveBack(held);
      held = Usd.ZERO;
    } finally {
      lock.unlock();
    }
  }
}
