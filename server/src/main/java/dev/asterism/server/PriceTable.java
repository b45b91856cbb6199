package dev.asterism.server;

import dev.asterism.cost.Price;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What each model's tokens cost: the configured prices first, then the dated built-in table.
///
/// An exact name wins over a prefix, a longer prefix over a shorter one. A model that clients call
/// by another name has the price of that name where there is one, else its own.
final class PriceTable {

  private final Map<String, Price> configured;
  private final Map<String, Price> builtIn;
  private final Map<String, String> aliases;

  PriceTable(Map<String, Price> configured, Map<String, String> aliases) {
    this.configured = Map.copyOf(configured);
    this.aliases = Map.copyOf(aliases);
    this.builtIn = load();
  }

  /// {@return a model's price; empty where neither table knows it}
  Optional<Price> of(String model) {
    return known(model).or(() -> Optional.ofNullable(aliases.get(model)).flatMap(this::known));
  }

  private Optional<Price> known(String model) {
    return match(configured, model).or(() -> match(builtIn, model));
  }

  private static Optional<Price> match(Map<String, Price> prices, String model) {
    return Optional.ofNullable(prices.get(model))
        .or(() ->
            prices.entrySet().stream()
                .filter(entry -> isPrefix(entry.getKey(), model))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue));
  }

  private static boolean isPrefix(String pattern, String model) {
    return pattern.endsWith("*") && model.startsWith(pattern.substring(0, pattern.length() - 1));
  }

  private static Map<String, Price> load() {
    try (InputStream yaml =
        Objects.requireNonNull(PriceTable.class.getResourceAsStream("prices.yaml"))) {
      Map<String, Price> prices = new HashMap<>();
      for (Map.Entry<String, JsonNode> row : new YAMLMapper().readTree(yaml).properties()) {
        JsonNode price = row.getValue();
        prices.put(
            row.getKey(),
            new Price(
                price.get(0).asDouble(),
                price.get(1).asDouble(),
                price.get(2).asDouble(),
                price.path(3).asDouble(price.get(0).asDouble())));
      }
      return Map.copyOf(prices);
    } catch (IOException e) {
      throw new IllegalStateException("the built-in price table cannot be read", e);
    }
  }
}
