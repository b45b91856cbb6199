package dev.asterism.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks stage after stage, judges the best answer at hand, and stops when it will do.
///
/// A stage of one model is a step of a cascade; a stage of several, or several stages that vote, is
/// a swarm with the last stage as its boss. The last stage is not judged: what it says is given.
///
/// @param stages models asked side by side, cheapest stage first
/// @param stop when an answer will do
public record Cascade(List<List<String>> stages, Stop stop) implements Policy {

  /// The thresholds that may be proved of live traffic, strictest first: fixed for everybody,
  /// before any is seen. Judges are often surer than they should be, so there are many near 1. All
  /// are above one half: an answer that so many of several samples gave is the only one.
  public static final List<Double> THRESHOLDS =
      List.of(
          0.9999, 0.999, 0.995, 0.99, 0.98, 0.97, 0.95, 0.93, 0.9, 0.87, 0.84, 0.8, 0.75, 0.7, 0.65,
          0.6, 0.55);

  /// Where in them walks begin: the strictest may be reached too seldom to be proved.
  public static final List<Integer> STARTS = List.of(0, 4, 8);

  public Cascade {
    stages = stages.stream().map(List::copyOf).toList();
    if (stages.isEmpty() || stages.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("a cascade has stages, and each of them a model");
    }
  }

  /// When the answer at hand will do.
  public sealed interface Stop {

    /// When it is good with a chance of at least this, as a proof has set it.
    record Proven(double threshold) implements Stop {}

    /// When the last stage is expected to be better by less than this.
    record Gain(double least) implements Stop {}
  }

  @Override
  public Step next(State state) {
    List<List<String>> open = open(state);
    Optional<Candidate> best = state.best();
    if (open.isEmpty() || (best.isPresent() && !isBossOpen(state))) {
      return Policy.finish(state);
    }
    return switch (stop) {
      case Stop.Proven(double threshold) ->
          best.filter(answer -> answer.quality() >= threshold)
              .<Step>map(answer -> new Step.Answer(answer.answer()))
              .orElseGet(() -> new Step.Ask(open.getFirst()));
      case Stop.Gain(double least) ->
          best.filter(answer -> quality(state, open.getLast()) - answer.quality() < least)
              .<Step>map(answer -> new Step.Answer(answer.answer()))
              .orElseGet(() -> new Step.Ask(open.getFirst()));
    };
  }

  /// The stages of which somebody can still be asked.
  private List<List<String>> open(State state) {
    List<List<String>> open = new ArrayList<>();
    for (List<String> stage : stages) {
      List<String> left =
          stage.stream().filter(model -> state.prospect(model).isPresent()).toList();
      if (!left.isEmpty()) {
        open.add(left);
      }
    }
    return open;
  }

  private boolean isBossOpen(State state) {
    return stages.getLast().stream().anyMatch(model -> state.prospect(model).isPresent());
  }

  private static double quality(State state, List<String> stage) {
    return stage.stream()
        .mapToDouble(model -> state.prospect(model).map(Prospect::quality).orElse(0.0))
        .max()
        .orElse(0);
  }
}
