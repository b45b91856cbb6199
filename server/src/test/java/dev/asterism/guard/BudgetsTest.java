package dev.asterism.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.cost.Budget;
import dev.asterism.cost.Period;
import dev.asterism.cost.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BudgetsTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final Budget DAY = new Budget(Period.DAY, Usd.ofDollars(1));
  private static final Budget MONTH = new Budget(Period.MONTH, Usd.ofDollars(3));

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

  private Budgets budgets(double before, Budget... all) {
    return new Budgets(List.of(all), _ -> Usd.ofDollars(before), now::get);
  }

  private static Usd usd(double dollars) {
    return Usd.ofDollars(dollars);
  }

  @Test
  void whatWasSpentBeforeTheStartCounts() {
    Budgets budgets = budgets(0.9, DAY);
    try (Reservation reservation = budgets.open()) {
      assertThat(reservation.add(usd(0.2))).isPresent();
      assertThat(reservation.add(usd(0.1))).isEmpty();
    }
    assertThat(budgets.refused()).isEqualTo(1);
  }

  @Test
  void theFirstBudgetThatCannotPayIsNamedAndNoneIsCharged() {
    Budgets budgets = budgets(0, new Budget(Period.DAY, usd(5)), new Budget(Period.MONTH, usd(1)));
    try (Reservation reservation = budgets.open()) {
      assertThat(reservation.add(usd(2)).orElseThrow().budget().period()).isEqualTo(Period.MONTH);
      assertThat(budgets.accounts())
          .allSatisfy(one -> assertThat(one.reserved()).isEqualTo(Usd.ZERO));
    }
  }

  @Test
  void whatIsFreeIsAlwaysPaidFor() {
    Budgets budgets = budgets(7, DAY, new Budget(Period.MONTH, Usd.ZERO));
    try (Reservation reservation = budgets.open()) {
      assertThat(reservation.add(Usd.ZERO)).isEmpty();
      assertThat(reservation.add(new Usd(1))).isPresent();
    }
  }

  @Test
  void aDayRenewsAtMidnightAndAMonthOnItsFirst() {
    Budgets budgets = budgets(0, DAY, MONTH);
    budgets.book(NOON, usd(0.8));
    assertThat(budgets.accounts()).allSatisfy(one -> assertThat(one.spent()).isEqualTo(usd(0.8)));
    assertThat(budgets.accounts().getFirst().isNearItsEnd()).isTrue();
    now.set(Instant.parse("2026-11-30T23:59:59.999Z"));
    assertThat(budgets.used(Period.DAY)).isEqualTo(0.8);
    now.set(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(budgets.accounts()).allSatisfy(one -> assertThat(one.spent()).isEqualTo(Usd.ZERO));
    assertThat(budgets.accounts().getFirst().renews()).isEqualTo("2026-12-02T00:00:00Z");
    assertThat(budgets.accounts().getLast().renews()).isEqualTo("2027-01-01T00:00:00Z");
  }

  @Test
  void whatWasAskedBeforeMidnightIsOfTheDayBefore() {
    Budgets budgets = budgets(0, DAY);
    now.set(NOON.plus(Duration.ofDays(1)));
    assertThat(budgets.used(Period.DAY)).isZero();
    budgets.book(NOON, usd(0.5));
    assertThat(budgets.used(Period.DAY)).isZero();
    budgets.book(now.get(), usd(0.25));
    assertThat(budgets.used(Period.DAY)).isEqualTo(0.25);
  }

  @Test
  void whatIsHeldBackIsGivenBackOnceEvenWhereSomethingComesLate() {
    Budgets budgets = budgets(0, DAY);
    Reservation reservation = budgets.open();
    assertThat(reservation.add(usd(0.7))).isEmpty();
    reservation.close();
    reservation.close();
    assertThat(reservation.add(usd(0.2))).isEmpty();
    assertThat(budgets.accounts().getFirst().reserved()).isEqualTo(Usd.ZERO);
  }

  @Test
  void manyAtOnceDoNotPassABudgetTogether() throws Exception {
    int many = 400;
    Usd each = usd(0.01);
    Budgets budgets = budgets(0, DAY);
    AtomicInteger paid = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < many; i++) {
        threads.execute(() -> {
          await(go);
          try (Reservation reservation = budgets.open()) {
            if (reservation.add(each).isEmpty()) {
              paid.incrementAndGet();
              budgets.book(NOON, each);
            }
          }
        });
      }
      go.countDown();
    }
    // The moment between booking and giving back counts an amount twice, which only errs to the
    // safe side.
    assertThat(budgets.accounts().getFirst().spent().nanos())
        .isEqualTo(paid.get() * each.nanos())
        .isLessThanOrEqualTo(DAY.limit().nanos());
    assertThat(paid.get() + budgets.refused()).isEqualTo(many);
    assertThat(budgets.accounts().getFirst().reserved()).isEqualTo(Usd.ZERO);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody opened the gate");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
