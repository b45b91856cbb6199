package dev.asterism.wire.dialect;

import dev.asterism.wire.CannotBeHad;
import dev.asterism.wire.Json;
import java.util.Collections;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A request as it is being written for a provider, by the rules of the provider's API.
final class Target {

  final ObjectNode json = Json.object();
  private final Conversation conversation;
  private final Set<String> emulated = new TreeSet<>();

  private Target(Conversation conversation) {
    this.conversation = conversation;
  }

  /// Writes every wish that is one value in one place; what is placed is left to the dialect.
  ///
  /// @throws CannotBeHad if a rule refuses what is asked
  static Target of(Conversation conversation, Function<Feature, Rule> rules) {
    Target target = new Target(conversation);
    new TreeMap<>(conversation.wishes())
        .forEach((feature, wish) -> target.grant(rules.apply(feature), wish));
    return target;
  }

  private void grant(Rule rule, Wish wish) {
    switch (rule) {
      case Rule.Forwarded(var place, var shape) -> put(place, shape.apply(wish.value()));
      case Rule.Placed _ -> {}
      case Rule.Emulated(var _, var place, var shape) -> {
        emulated.add(wish.path());
        if (!place.isEmpty()) {
          put(place, shape.apply(wish.value()));
        }
      }
      case Rule.Refused(var why) ->
          throw new CannotBeHad(
              wish.path(),
              "'%s' cannot be had from the provider of this model: %s."
                  .formatted(wish.path(), why));
    }
  }

  /// Says that something is done in another way.
  void emulate(String path) {
    emulated.add(path);
  }

  Set<String> emulated() {
    return Collections.unmodifiableSet(emulated);
  }

  boolean wished(Feature feature) {
    return conversation.wishes().containsKey(feature);
  }

  /// Writes a value where a path of names leads, making the objects on the way.
  void put(String path, JsonNode value) {
    String[] names = path.split("\\.", -1);
    ObjectNode at = json;
    for (int i = 0; i < names.length - 1; i++) {
      at = at.withObjectProperty(names[i]);
    }
    at.set(names[names.length - 1], value);
  }
}
