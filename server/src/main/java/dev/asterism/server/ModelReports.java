package dev.asterism.server;

import dev.asterism.cost.Price;
import dev.asterism.gateway.Providers;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.provider.Condition;
import dev.asterism.provider.Conditions;
import dev.asterism.provider.Provider;
import dev.asterism.store.Agreement;
import dev.asterism.store.ModelUse;
import dev.asterism.store.SqliteStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Says in JSON what is known of each model: what it did and cost, how it is reached, how good it
/// was. What nobody knows is null.
final class ModelReports {

  /// As many calls of each model are looked at.
  private static final int COMPARED = 2_000;

  private final JsonMapper json = new JsonMapper();
  private final SqliteStore store;
  private final TaskStandings standings;
  private final PriceTable prices;
  private final Providers providers;
  private final Conditions conditions;
  private final Map<String, ModelFacts> facts;
  private final List<NamedPolicy> policies;

  ModelReports(
      SqliteStore store,
      TaskStandings standings,
      Config config,
      Providers providers,
      Conditions conditions) {
    this.standings = standings;
    this.store = store;
    this.prices = PriceTable.of(config);
    this.providers = providers;
    this.conditions = conditions;
    this.facts = config.models();
    this.policies = config.policies();
  }

  /// {@return the models that were asked, the busiest first, then those that the configuration
  /// names}
  ObjectNode json() {
    Map<String, ModelUse> uses = new LinkedHashMap<>();
    store.models().forEach(use -> uses.put(use.name(), use));
    named().forEach(name -> uses.putIfAbsent(name, ModelUse.none(name)));
    ObjectNode body = json.createObjectNode();
    ArrayNode models = body.putArray("models");
    Map<String, List<TaskStanding>> taught =
        standings.all().stream().collect(Collectors.groupingBy(one -> one.seen().task().teacher()));
    uses.values()
        .forEach(
            use -> describe(models.addObject(), use, taught.getOrDefault(use.name(), List.of())));
    return body;
  }

  /// Models that are named by the configuration, not by a prefix of many.
  private Stream<String> named() {
    return Stream.concat(
            providers.all().stream()
                .flatMap(
                    one -> Stream.concat(one.models().stream(), one.aliases().keySet().stream())),
            policies.stream()
                .flatMap(
                    one -> one.manner().models().stream().map(name -> one.member(name).model())))
        .filter(name -> !name.endsWith("*") && !NamedPolicy.isNamedBy(name));
  }

  /// @param tasks that it teaches
  private void describe(ObjectNode model, ModelUse use, List<TaskStanding> tasks) {
    model.put("name", use.name());
    model.put("requests", use.requests());
    model.put("checks", use.checks());
    model.put("errors", use.errors());
    model.put("cost_usd", use.cost().dollars());
    prices
        .of(use.name())
        .ifPresentOrElse(
            price -> model.set("usd_per_million", price(price)),
            () -> model.putNull("usd_per_million"));
    facts(model, Optional.ofNullable(facts.get(use.name())).orElse(ModelFacts.NONE));
    teaching(model.putObject("teaching"), tasks);
    Agreement agreement = store.agreement(use.name(), COMPARED);
    ObjectNode said = model.putObject("agreement");
    said.put("compared", agreement.compared());
    said.put("agreeing", agreement.agreeing());
    ArrayNode at = model.putArray("providers");
    providers.serving(use.name()).forEach(provider -> reached(at.addObject(), provider));
  }

  private static void facts(ObjectNode model, ModelFacts facts) {
    facts
        .context()
        .ifPresentOrElse(
            tokens -> model.put("context_tokens", tokens), () -> model.putNull("context_tokens"));
    facts
        .parameters()
        .ifPresentOrElse(
            billion -> model.put("parameters_billion", billion),
            () -> model.putNull("parameters_billion"));
    facts
        .density()
        .ifPresentOrElse(density -> model.put("density", density), () -> model.putNull("density"));
  }

  private static void teaching(ObjectNode node, List<TaskStanding> tasks) {
    node.put("tasks", tasks.size());
    node.put("live_students", tasks.stream().filter(one -> one.live().isPresent()).count());
    node.put("known", tasks.stream().mapToLong(one -> one.truth().known()).sum());
    node.put("right", tasks.stream().mapToLong(one -> one.truth().teacherRight()).sum());
    node.put("asked_twice", tasks.stream().mapToLong(one -> one.repeats().n()).sum());
    node.put("differing", tasks.stream().mapToLong(one -> one.repeats().k()).sum());
  }

  private void reached(ObjectNode node, Provider provider) {
    Condition condition = conditions.of(provider);
    node.put("name", provider.name());
    node.put("broken", condition.broken());
    node.put("under_way", condition.underWay());
  }

  private ObjectNode price(Price price) {
    ObjectNode node = json.createObjectNode();
    node.put("input", price.input());
    node.put("cached_input", price.cachedInput());
    node.put("output", price.output());
    return node;
  }
}
