package dev.asterism.perform;

import dev.asterism.cost.Usd;
import dev.asterism.wire.BadRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What a client demands of a policy for one request.
///
/// @param quality in place of the configured threshold, in [0, 1]
/// @param cost that all calls together must not exceed, as far as it can be foreseen
/// @param latency after which there must be an answer, or a failure
public record Demands(OptionalDouble quality, Optional<Usd> cost, Optional<Duration> latency) {

  public static final Demands NONE =
      new Demands(OptionalDouble.empty(), Optional.empty(), Optional.empty());

  public static final String QUALITY = "x-asterism-quality";
  public static final String COST = "x-asterism-max-cost-usd";
  public static final String LATENCY = "x-asterism-max-latency-ms";

  private static final Pattern SHARE = Pattern.compile("(?:0|1)(?:\\.[0-9]{1,9})?|\\.[0-9]{1,9}");
  private static final Pattern DOLLARS = Pattern.compile("[0-9]{1,6}(?:\\.[0-9]{1,9})?");
  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}");

  /// {@return what a request's headers demand}
  ///
  /// @param header a header's value by its name
  /// @throws BadRequest if one of them does not say what it should
  public static Demands read(Function<String, Optional<String>> header) {
    OptionalDouble quality =
        header
            .apply(QUALITY)
            .map(text -> share(text))
            .map(OptionalDouble::of)
            .orElse(OptionalDouble.empty());
    Optional<Usd> cost =
        header
            .apply(COST)
            .map(text -> number(COST, text, DOLLARS, "US dollars above 0, such as 0.002"))
            .map(dollars -> Usd.ofDollars(dollars.doubleValue()));
    Optional<Duration> latency =
        header
            .apply(LATENCY)
            .map(text -> number(LATENCY, text, MILLIS, "whole milliseconds above 0"))
            .map(millis -> Duration.ofMillis(millis.longValueExact()));
    return new Demands(quality, cost, latency);
  }

  private static double share(String text) {
    double share = SHARE.matcher(text.strip()).matches() ? Double.parseDouble(text) : -1;
    if (share < 0 || share > 1) {
      throw wrong(QUALITY, text, "a number from 0 to 1, such as 0.9");
    }
    return share;
  }

  private static BigDecimal number(String header, String text, Pattern form, String right) {
    if (!form.matcher(text.strip()).matches() || new BigDecimal(text.strip()).signum() == 0) {
      throw wrong(header, text, right);
    }
    return new BigDecimal(text.strip());
  }

  private static BadRequest wrong(String header, String text, String right) {
    return new BadRequest(header, "'%s' must be %s, not '%s'.".formatted(header, right, text));
  }
}
