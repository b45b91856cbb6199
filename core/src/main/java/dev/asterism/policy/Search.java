package dev.asterism.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks one model after the other, always the one that is most worth asking, and stops when the
/// best answer at hand is worth as much as that.
///
/// Weitzman's rule ("Optimal Search for the Best Alternative", Econometrica 47, 1979): each model
/// has a reservation value, for which being told its answer is just worth its cost. Asked in that
/// order, and stopped at the first answer that is worth the greatest value left, the expected
/// `quality - lambda x cost` is the greatest that any policy reaches, as long as what one answer is
/// worth tells nothing of another. That is the objective of cascade routing (Dekoninck et al. 2024,
/// arXiv 2410.10347), with what is seen on the way counted beforehand.
///
/// @param outlooks of models; one without is asked only where no other can be and none has answered
/// @param lambda quality that one unit of cost must bring, at least 0
public record Search(Map<String, Outlook> outlooks, double lambda) implements Policy {

  private static final double NOTHING = Double.NEGATIVE_INFINITY;

  public Search {
    outlooks = Map.copyOf(outlooks);
    if (!(lambda >= 0)) {
      throw new IllegalArgumentException("a cost cannot add to an answer's worth");
    }
  }

  /// An answer that is worth nothing is none while another can be had.
  @Override
  public Step next(State state) {
    double most = state.best().map(Candidate::quality).filter(it -> it > 0).orElse(NOTHING);
    Optional<Prospect> chosen = Optional.empty();
    for (Prospect one : state.prospects()) {
      double value = value(one);
      if (value > most || (most == NOTHING && chosen.isEmpty())) {
        most = value;
        chosen = Optional.of(one);
      }
    }
    return chosen
        .<Step>map(one -> new Step.Ask(List.of(one.model())))
        .orElseGet(() -> Policy.finish(state));
  }

  private double value(Prospect prospect) {
    Outlook outlook = outlooks.get(prospect.model());
    return outlook == null ? NOTHING : outlook.reservation(lambda * prospect.cost());
  }
}
