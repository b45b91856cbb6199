package dev.asterism.perform;

import dev.asterism.chat.Usage;
import dev.asterism.policy.Newcomer;
import dev.asterism.policy.Prospect;
import dev.asterism.policy.Route;
import dev.asterism.policy.Route.Preference;
import dev.asterism.policy.State;
import dev.asterism.policy.Step;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Performs a route: asks the one model that was chosen by what is expected of each, and another
/// only where that one fails.
final class Routing {

  private static final int ENOUGH_OUTCOMES = 20;
  private static final double SURELY_GOOD = 1;

  private final Asking asking;
  private final Manner.Route manner;
  private final Preference preference;
  private final Seats.Seat seat;
  private final List<String> open;
  private final Map<String, Double> qualities = new HashMap<>();
  private final List<Heard> failed = new ArrayList<>();

  /// @param seat who answered the conversation so far: its model reads again what it read before,
  ///   at the price of its cache, which may outweigh that another one is cheaper
  Routing(Asking asking, Manner.Route manner, Seats.Seat seat) {
    this.asking = asking;
    this.seat = seat;
    this.manner = manner;
    this.open = new ArrayList<>(manner.models());
    this.preference =
        asking.demands().quality().isPresent()
            ? new Preference.QualityFloor(asking.demands().quality().getAsDouble())
            : manner.preference();
    Map<String, Experience.Expected> learnt =
        asking.experience().chances(manner.best(), manner.models(), asking.form().question());
    boolean enough =
        learnt.entrySet().stream()
            .anyMatch(one ->
                !one.getKey().equals(manner.best())
                    && one.getValue().outcomes() >= ENOUGH_OUTCOMES);
    if (enough) {
      manner.models().forEach(model -> qualities.put(model, quality(model, learnt)));
    }
  }

  private double quality(String model, Map<String, Experience.Expected> learnt) {
    double prior = model.equals(manner.best()) ? SURELY_GOOD : prior(model, learnt);
    return learnt.getOrDefault(model, new Experience.Expected(prior, 0)).above(prior);
  }

  /// What the others let expect of a model of its size. The best is none of them: that it is good
  /// is taken for granted.
  private double prior(String model, Map<String, Experience.Expected> learnt) {
    OptionalDouble size = size(model);
    if (size.isEmpty()) {
      return manner.prior();
    }
    List<Newcomer.Known> known = new ArrayList<>();
    for (String other : manner.models()) {
      Experience.Expected expected =
          learnt.getOrDefault(other, new Experience.Expected(manner.prior(), 0));
      if (!other.equals(model)
          && !other.equals(manner.best())
          && expected.outcomes() >= ENOUGH_OUTCOMES) {
        size(other)
            .ifPresent(
                it -> known.add(new Newcomer.Known(it, expected.chance(), expected.outcomes())));
      }
    }
    return Newcomer.expected(size.getAsDouble(), known).orElse(manner.prior());
  }

  private OptionalDouble size(String model) {
    Double size = manner.sizes().get(model);
    return size == null ? OptionalDouble.empty() : OptionalDouble.of(size);
  }

  Given play() throws UpstreamException {
    boolean first = true;
    while (asking.hasTime()) {
      leaveOutTheDear();
      Optional<String> chosen = qualities.isEmpty() ? byDefault(first) : expected(first);
      if (chosen.isEmpty()) {
        break;
      }
      first = false;
      String model = chosen.get();
      open.remove(model);
      byte[] body = asking.asked(model);
      switch (asking.last(model, Call.Part.ANSWER, body, !open.isEmpty())) {
        case Asking.Last.Answered(var given) -> {
          sit(model);
          return given;
        }
        case Asking.Last.Failed(var heard) -> {
          failed.add(heard);
          asking.course().say(heard.model() + " " + heard.failing());
        }
      }
    }
    return asking.nobody(failed);
  }

  private void sit(String model) {
    seat.member()
        .filter(other -> !other.equals(model))
        .ifPresent(other -> asking.course().say("moved from " + other));
    seat.taking().accept(model);
  }

  private void leaveOutTheDear() {
    for (String model : List.copyOf(open)) {
      if (!asking.affords(model)) {
        open.remove(model);
        asking.course().say(model + " left out over the budget");
      }
    }
  }

  /// Nothing is known yet: the configured model, then the best that is left.
  private Optional<String> byDefault(boolean first) {
    if (open.isEmpty()) {
      return Optional.empty();
    }
    String model = open.contains(manner.fallback()) ? manner.fallback() : open.getLast();
    asking.course().say(model + (first ? " by default, too little is learnt" : ""));
    return Optional.of(model);
  }

  private Optional<String> expected(boolean first) {
    double most = Math.min(manner.patience().seconds(), asking.left().toNanos() / 1e9);
    // Among equals the first is chosen: who sits there.
    List<Prospect> prospects =
        open.stream()
            .sorted(Comparator.comparing(model -> !seat.isOf(model)))
            .map(this::prospect)
            .toList();
    Step step = new Route(preference, most).next(new State(prospects, List.of(), failed.size()));
    if (!(step instanceof Step.Ask(var models))) {
      return Optional.empty();
    }
    if (first) {
      prospects.stream()
          .filter(one -> one.seconds() > most && !one.model().equals(models.getFirst()))
          .forEach(one -> asking.course().say(one.model() + " left out as too slow"));
    }
    prospects.stream()
        .filter(one -> one.model().equals(models.getFirst()))
        .forEach(one -> asking.course().say(words(one)));
    return Optional.of(models.getFirst());
  }

  private Prospect prospect(String model) {
    Optional<Habit> habit = asking.experience().habit(model);
    boolean late =
        habit
            .filter(it -> it.firstSeconds().orElse(0) > manner.patience().firstSeconds())
            .isPresent();
    return new Prospect(
        model,
        Optional.ofNullable(qualities.get(model)).orElseThrow(),
        asking.course().cost(model, foreseen(model)).dollars(),
        late ? Double.POSITIVE_INFINITY : habit.map(Habit::seconds).orElse(0.0));
  }

  private Usage foreseen(String model) {
    Usage usage = asking.foreseen(model);
    long before = seat.isOf(model) ? Math.min(asking.form().sentBefore(), usage.inputTokens()) : 0;
    return new Usage(usage.inputTokens(), before, usage.outputTokens(), usage.reasoningTokens());
  }

  private String words(Prospect chosen) {
    String stays = seat.isOf(chosen.model()) ? " stays," : "";
    String expected = chosen.model() + stays + " expected " + Course.share(chosen.quality());
    return switch (preference) {
      case Preference.QualityFloor(double least) when chosen.quality() >= least ->
          expected + " >= " + Course.share(least);
      case Preference.QualityFloor(double least) ->
          expected + ", none in time reaches " + Course.share(least);
      case Preference.Budget _, Preference.Exchange _ ->
          expected + " for $" + dev.asterism.cost.Usd.ofDollars(chosen.cost());
    };
  }
}
