package dev.asterism.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What is known of a request that is being answered.
///
/// @param prospects the models that can still be asked, in the order in which they were named
/// @param candidates the answers at hand
/// @param calls how many models were asked so far
public record State(List<Prospect> prospects, List<Candidate> candidates, int calls) {

  public State {
    prospects = List.copyOf(prospects);
    candidates = List.copyOf(candidates);
  }

  /// {@return the answer that is most likely good; of equal ones the first}
  public Optional<Candidate> best() {
    return candidates.stream()
        .max(Comparator.comparingDouble(Candidate::quality))
        .flatMap(
            most -> candidates.stream().filter(one -> one.quality() == most.quality()).findFirst());
  }

  /// {@return what to expect of a model, if it can still be asked}
  public Optional<Prospect> prospect(String model) {
    return prospects.stream().filter(one -> one.model().equals(model)).findFirst();
  }
}
