package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.cost.Price;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTableTest {

  private static final Offset<Double> EXACTLY = within(1e-9);

  private static final PriceTable TABLE =
      new PriceTable(
          Map.of("maker-*", price(1), "maker-large-*", price(2), "maker-large-7", price(3)),
          Map.of("ours", "maker-large-7"));

  private static Price price(double dollars) {
    return new Price(dollars, dollars, dollars, dollars);
  }

  @Test
  void anExactNameWinsOverAPrefixAndALongerPrefixOverAShorterOne() {
    assertThat(TABLE.of("maker-large-7")).contains(price(3));
    assertThat(TABLE.of("maker-large-8")).contains(price(2));
    assertThat(TABLE.of("maker-small")).contains(price(1));
    assertThat(TABLE.of("nobody")).isEmpty();
  }

  @Test
  void anotherNameOfAModelHasItsPriceUnlessItHasOneOfItsOwn() {
    assertThat(TABLE.of("ours")).contains(price(3));
    assertThat(new PriceTable(Map.of("ours", price(9)), Map.of("ours", "maker-1")).of("ours"))
        .contains(price(9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "claude-3-5-haiku-20241022",
        "claude-3-5-sonnet-20241022",
        "claude-3-opus-20240229"
      })
  void anthropicSellsItsCacheAtMultiplesOfTheInput(String model) {
    Price price = new PriceTable(Map.of(), Map.of()).of(model).orElseThrow();
    assertThat(price.cachedInput()).isCloseTo(0.1 * price.input(), EXACTLY);
    assertThat(price.cacheWrite()).isCloseTo(1.25 * price.input(), EXACTLY);
    assertThat(price.longCacheWrite()).isCloseTo(2 * price.input(), EXACTLY);
  }
}
