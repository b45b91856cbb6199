package dev.asterism.provider;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The condition that a provider is in, endpoint by endpoint.
public final class Condition {

  private final List<Standing> standings;
  private final List<Circuit> circuits;
  private final AtomicInteger turn = new AtomicInteger();

  Condition(Provider provider) {
    Map<URI, Circuit> byUrl = new HashMap<>();
    this.standings =
        provider.endpoints().stream()
            .map(endpoint ->
                new Standing(
                    endpoint,
                    byUrl.computeIfAbsent(
                        endpoint.baseUrl(), _ -> new Circuit(provider.resilience().breaking()))))
            .toList();
    this.circuits = List.copyOf(byUrl.values());
  }

  /// {@return the endpoints in the order to ask them: those that did not ask to be spared first,
  /// the preferred one before all others, those with the fewest calls under way before busier ones,
  /// and equals by turns}
  public List<Standing> inOrder(Optional<Endpoint> preferred, long now) {
    if (standings.size() == 1) {
      return standings;
    }
    int first = Math.floorMod(turn.getAndIncrement(), standings.size());
    List<Standing> order = new ArrayList<>(standings.subList(first, standings.size()));
    order.addAll(standings.subList(0, first));
    // Counted once: while sorting, calls come and go.
    Map<Standing, Integer> load = new HashMap<>();
    order.forEach(standing -> load.put(standing, standing.outstanding()));
    order.sort(
        Comparator.<Standing, Boolean>comparing(standing -> standing.spared(now))
            .thenComparing(standing -> preferred.filter(standing.endpoint()::equals).isEmpty())
            .thenComparing(standing -> load.getOrDefault(standing, 0)));
    return order;
  }

  Optional<Standing> of(Endpoint endpoint) {
    return standings.stream().filter(standing -> standing.endpoint().equals(endpoint)).findFirst();
  }

  /// {@return how many calls it is answering}
  public int underWay() {
    return standings.stream().mapToInt(Standing::outstanding).sum();
  }

  /// {@return the share of its base URLs that are not asked because they fail, in [0, 1]}
  public double broken() {
    long broken =
        circuits.stream().filter(circuit -> circuit.state() != Circuit.State.CLOSED).count();
    return (double) broken / circuits.size();
  }
}
