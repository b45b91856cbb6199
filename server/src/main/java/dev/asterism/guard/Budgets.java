package dev.asterism.guard;

import dev.asterism.cost.Budget;
import dev.asterism.cost.Period;
import dev.asterism.cost.Usd;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// What a server may spend, and what it has spent.
///
/// What a request is expected to take is reserved before a model is asked, so that many at once do
/// not pass a budget together, and given back once what it took is booked. A budget is overdrawn by
/// no more than what the requests under way took beyond what was reserved for them.
///
/// The ledger is read once, when the server starts; after that every recording is added. Safe for
/// any number of threads.
public final class Budgets {

  /// Of a server that may spend what it likes.
  public static final Budgets NONE = new Budgets(List.of(), _ -> Usd.ZERO, InstantSource.system());

  private final List<Purse> purses;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong refused = new AtomicLong();

  /// What was spent before.
  public interface Ledger {

    /// {@return what was paid for answers, checks and lessons since a full hour}
    Usd since(Instant hour);
  }

  public Budgets(List<Budget> budgets, Ledger ledger, InstantSource clock) {
    this.clock = clock;
    Instant now = clock.instant();
    this.purses = budgets.stream().map(budget -> new Purse(budget, ledger, now)).toList();
  }

  /// {@return whether there is any}
  public boolean isEmpty() {
    return purses.isEmpty();
  }

  /// {@return how each stands}
  public List<Account> accounts() {
    Instant now = clock.instant();
    lock.lock();
    try {
      return purses.stream().map(purse -> purse.account(now)).toList();
    } finally {
      lock.unlock();
    }
  }

  /// {@return the share of a period's budget that is spent; 0 where it has none}
  public double used(Period period) {
    return accounts().stream()
        .filter(account -> account.budget().period() == period)
        .mapToDouble(Account::used)
        .findFirst()
        .orElse(0);
  }

  /// {@return how many calls no budget had the money for}
  public long refused() {
    return refused.get();
  }

  /// {@return a reservation with nothing in it yet, to be closed once all that was asked is booked}
  public Reservation open() {
    return new Reservation(this);
  }

  /// Reserves an amount in every budget, or in none.
  ///
  /// @return the first budget that cannot pay for it; empty where it is reserved
  Optional<Account> reserve(Usd amount) {
    Instant now = clock.instant();
    lock.lock();
    try {
      Optional<Account> poor =
          purses.stream()
              .map(purse -> purse.account(now))
              .filter(account -> !account.affords(amount))
              .findFirst();
      if (poor.isPresent()) {
        refused.incrementAndGet();
      } else {
        purses.forEach(purse -> purse.reserve(amount));
      }
      return poor;
    } finally {
      lock.unlock();
    }
  }

  void giveBack(Usd amount) {
    lock.lock();
    try {
      purses.forEach(purse -> purse.reserve(Usd.ZERO.minus(amount)));
    } finally {
      lock.unlock();
    }
  }

  /// Books what was paid.
  ///
  /// @param at when it was asked, as the ledger counts it
  void book(Instant at, Usd cost) {
    lock.lock();
    try {
      purses.forEach(purse -> purse.book(at, cost));
    } finally {
      lock.unlock();
    }
  }

  /// One budget's money.
  private static final class Purse {

    private final Budget budget;
    private Instant begin;
    private Instant end;
    private Usd spent;
    private Usd reserved = Usd.ZERO;

    Purse(Budget budget, Ledger ledger, Instant now) {
      this.budget = budget;
      this.begin = budget.period().begin(now);
      this.end = budget.period().end(now);
      this.spent = ledger.since(begin);
    }

    Account account(Instant now) {
      renew(now);
      return new Account(budget, spent, reserved, end);
    }

    void reserve(Usd amount) {
      reserved = reserved.plus(amount);
    }

    /// What was asked before the period began is of the one before.
    void book(Instant at, Usd cost) {
      renew(at);
      if (!at.isBefore(begin)) {
        spent = spent.plus(cost);
      }
    }

    private void renew(Instant now) {
      if (!now.isBefore(end)) {
        begin = budget.period().begin(now);
        end = budget.period().end(now);
        spent = Usd.ZERO;
      }
    }
  }
}
