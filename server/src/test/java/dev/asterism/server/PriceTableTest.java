package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.cost.Price;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriceTableTest {

  private static final PriceTable TABLE =
      new PriceTable(
          Map.of("maker-*", price(1), "maker-large-*", price(2), "maker-large-7", price(3)),
          Map.of("ours", "maker-large-7"));

  private static Price price(double dollars) {
    return new Price(dollars, dollars, dollars, dollars);
  }

  @Test
  void an_exact_name_wins_over_a_prefix_and_a_longer_prefix_over_a_shorter_one() {
    assertThat(TABLE.of("maker-large-7")).contains(price(3));
    assertThat(TABLE.of("maker-large-8")).contains(price(2));
    assertThat(TABLE.of("maker-small")).contains(price(1));
    assertThat(TABLE.of("nobody")).isEmpty();
  }

  @Test
  void another_name_of_a_model_has_its_price_unless_it_has_one_of_its_own() {
    assertThat(TABLE.of("ours")).contains(price(3));
    assertThat(new PriceTable(Map.of("ours", price(9)), Map.of("ours", "maker-1")).of("ours"))
        .contains(price(9));
  }
}
