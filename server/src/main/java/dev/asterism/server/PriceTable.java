package dev.asterism.server;

import dev.asterism.cost.Price;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
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

  private static final String ANY = "*";

  private final Prices configured;
  private final Prices builtIn;
  private final Map<String, String> aliases;

  PriceTable(Map<String, Price> configured, Map<String, String> aliases) {
    this.configured = Prices.of(configured);
    this.aliases = Map.copyOf(aliases);
    this.builtIn = Prices.of(load());
  }

  /// {@return a configuration's prices, also by the names that clients call models by}
  static PriceTable of(Config config) {
    return of(config.prices(), config.providers());
  }

  static PriceTable of(Map<String, Price> configured, List<Config.Upstream> providers) {
    Map<String, String> aliases = new HashMap<>();
    providers.forEach(provider -> provider.aliases().forEach(aliases::putIfAbsent));
    return new PriceTable(configured, aliases);
  }

  /// {@return a model's price; empty where neither table knows it}
  Optional<Price> of(String model) {
    return known(model).or(() -> Optional.ofNullable(aliases.get(model)).flatMap(this::known));
  }

  private Optional<Price> known(String model) {
    return configured.of(model).or(() -> builtIn.of(model));
  }

  /// What all models cost whose names begin alike.
  private record Family(String prefix, Price price) {}

  /// @param families the longest prefix first
  private record Prices(Map<String, Price> exact, List<Family> families) {

    static Prices of(Map<String, Price> patterns) {
      Map<String, Price> exact = new HashMap<>();
      List<Family> families = new ArrayList<>();
      patterns.forEach((pattern, price) -> {
        exact.put(pattern, price);
        if (pattern.endsWith(ANY)) {
          families.add(new Family(pattern.substring(0, pattern.length() - ANY.length()), price));
        }
      });
      families.sort(Comparator.comparingInt((Family it) -> it.prefix().length()).reversed());
      return new Prices(Map.copyOf(exact), List.copyOf(families));
    }

    Optional<Price> of(String model) {
      Price price = exact.get(model);
      if (price != null) {
        return Optional.of(price);
      }
      for (Family family : families) {
        if (model.startsWith(family.prefix())) {
          return Optional.of(family.price());
        }
      }
      return Optional.empty();
    }
  }

  private static Map<String, Price> load() {
    try (InputStream yaml =
        Objects.requireNonNull(PriceTable.class.getResourceAsStream("prices.yaml"))) {
      Map<String, Price> prices = new HashMap<>();
      for (Map.Entry<String, JsonNode> row : new YAMLMapper().readTree(yaml).properties()) {
        JsonNode price = row.getValue();
        double cacheWrite = price.path(3).asDouble(price.get(0).asDouble());
        prices.put(
            row.getKey(),
            new Price(
                price.get(0).asDouble(),
                price.get(1).asDouble(),
                price.get(2).asDouble(),
                cacheWrite,
                price.path(4).asDouble(cacheWrite)));
      }
      return Map.copyOf(prices);
    } catch (IOException e) {
      throw new IllegalStateException("the built-in price table cannot be read", e);
    }
  }
}
