package dev.asterism.server;

import dev.asterism.cost.Price;
import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.policy.Route.Preference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The prices without which a policy that sets quality against money would take a model for free,
/// and save nothing.
final class NeededPrices {

  private NeededPrices() {}

  /// @throws ConfigException if one is not known
  static void check(
      List<NamedPolicy> policies, Map<String, Price> prices, List<Config.Upstream> providers) {
    for (NamedPolicy policy : policies) {
      setting(policy.manner())
          .ifPresent(setting -> check(policy, setting, PriceTable.of(prices, providers)));
    }
  }

  private static void check(NamedPolicy policy, String setting, PriceTable prices) {
    for (String member : policy.manner().models()) {
      String model = policy.member(member).model();
      if (prices.of(model).isEmpty()) {
        throw new ConfigException(
            ("policies: '%s' sets quality against dollars (%s), and no price is known of '%s':"
                    + " give it one under 'prices', 0 where it is free")
                .formatted(policy.name(), setting, model));
      }
    }
  }

  /// {@return the setting by which a policy weighs money; empty where it weighs none}
  private static Optional<String> setting(Manner manner) {
    return switch (manner) {
      case Manner.Cascade cascade ->
          switch (cascade.enough()) {
            case Manner.Cascade.Enough.Searched _ -> Optional.of("lambda");
            case Manner.Cascade.Enough.Set _, Manner.Cascade.Enough.Proved _ -> Optional.empty();
          };
      case Manner.Route route ->
          switch (route.preference()) {
            case Preference.Exchange _ -> Optional.of("lambda");
            case Preference.Budget _ -> Optional.of("budget-usd");
            case Preference.QualityFloor _ -> Optional.empty();
          };
      case Manner.Direct _, Manner.Swarm _, Manner.Failover _, Manner.Plan _ -> Optional.empty();
    };
  }
}
