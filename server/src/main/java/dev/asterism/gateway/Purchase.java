package dev.asterism.gateway;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Budget;
import dev.asterism.cost.Price;
import dev.asterism.cost.Usd;
import dev.asterism.guard.Account;
import dev.asterism.guard.Reservation;
import dev.asterism.provider.UpstreamException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/// What one request has to pay for: before each model is asked, what that is expected to take is
/// held back from the budgets. To be closed once all of it is recorded.
///
/// Expected are the tokens of the request by its length, and those of a page of answer.
final class Purchase implements AutoCloseable {

  /// The code of a call that no budget had the money for.
  static final String SPENT = "budget_spent";

  private static final int BYTES_PER_TOKEN = 4;
  private static final int PAGE = 500;
  private static final int CENTS = 2;
  private static final int FINE = 6;
  private static final Usd CENT = Usd.ofDollars(0.01);

  private final Surroundings around;
  private final Reservation reservation;

  Purchase(Surroundings around) {
    this.around = around;
    this.reservation = around.budgets().open();
  }

  /// Makes sure that a call can be paid.
  ///
  /// @param bytes of its body
  /// @throws UpstreamException if a budget has no money for it, or nobody knows what it costs
  void of(String model, int bytes) throws UpstreamException {
    if (around.budgets().isEmpty()) {
      return;
    }
    Optional<Price> price = around.prices().apply(model);
    if (price.isEmpty()) {
      throw new UpstreamException(
          400,
          "budget_unpriced",
          "The model '%s' has no price, so that no budget could count what it takes: give it one under `prices` in the configuration, 0 where it is free."
              .formatted(model));
    }
    Usd expected = price.get().of(new Usage(Math.ceilDiv(bytes, BYTES_PER_TOKEN), PAGE));
    Optional<Account> poor = reservation.add(expected);
    if (poor.isPresent()) {
      throw refusal(poor.get(), expected);
    }
  }

  private UpstreamException refusal(Account poor, Usd expected) {
    String period = poor.budget().period().word();
    String reserved =
        poor.reserved().equals(Usd.ZERO)
            ? ""
            : ", " + dollars(poor.reserved()) + " is held back for requests under way";
    return new UpstreamException(
        429,
        SPENT,
        "The budget of %s a %s (budgets.%s) does not pay for this: %s is spent%s, and about %s would be needed. It renews at %s."
            .formatted(
                dollars(poor.budget().limit()),
                period,
                Budget.setting(poor.budget().period()),
                dollars(poor.spent()),
                reserved,
                dollars(expected),
                poor.renews()),
        Duration.between(around.clock().instant(), poor.renews()));
  }

  /// Cents, or smaller where that would say nothing.
  private static String dollars(Usd amount) {
    boolean small = amount.compareTo(CENT) < 0 && !amount.equals(Usd.ZERO);
    return "$"
        + new BigDecimal(amount.toString())
            .setScale(small ? FINE : CENTS, RoundingMode.HALF_UP)
            .toPlainString();
  }

  @Override
  public void close() {
    reservation.close();
  }
}
