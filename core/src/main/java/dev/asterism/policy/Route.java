package dev.asterism.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Asks one model, chosen by what is expected of each.
///
/// A model that gave no answer is no longer among the prospects, so the next best is asked.
///
/// @param preference what is wanted
/// @param mostSeconds models expected to take longer are asked only if no other can be
public record Route(Preference preference, double mostSeconds) implements Policy {

  /// What a caller wants of the choice.
  public sealed interface Preference {

    /// The cheapest model whose quality is at least `least`; where there is none, the best.
    record QualityFloor(double least) implements Preference {}

    /// The best model that costs at most `most`; where there is none, the cheapest.
    record Budget(double most) implements Preference {}

    /// The model with the greatest quality - lambda x cost.
    ///
    /// @param lambda quality that one unit of cost must bring
    record Exchange(double lambda) implements Preference {}
  }

  @Override
  public Step next(State state) {
    if (!state.candidates().isEmpty()) {
      return Policy.finish(state);
    }
    List<Prospect> quick =
        state.prospects().stream().filter(one -> one.seconds() <= mostSeconds).toList();
    return choose(quick)
        .or(() -> state.prospects().stream().min(Comparator.comparingDouble(Prospect::seconds)))
        .<Step>map(chosen -> new Step.Ask(List.of(chosen.model())))
        .orElseGet(() -> Policy.finish(state));
  }

  private Optional<Prospect> choose(List<Prospect> prospects) {
    Comparator<Prospect> byQuality = Comparator.comparingDouble(Prospect::quality);
    Comparator<Prospect> byCost = Comparator.comparingDouble(Prospect::cost);
    return switch (preference) {
      case Preference.QualityFloor(double least) ->
          prospects.stream()
              .filter(one -> one.quality() >= least)
              .min(byCost)
              .or(() -> prospects.stream().max(byQuality));
      case Preference.Budget(double most) ->
          prospects.stream()
              .filter(one -> one.cost() <= most)
              .max(byQuality)
              .or(() -> prospects.stream().min(byCost));
      case Preference.Exchange(double lambda) ->
          prospects.stream()
              .max(Comparator.comparingDouble(one -> one.quality() - lambda * one.cost()));
    };
  }
}
