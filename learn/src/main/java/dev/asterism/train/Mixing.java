package dev.asterism.train;

import dev.asterism.train.CrossFit.Scored;
import java.util.List;
import java.util.stream.IntStream;

/// Held-out answers when what one reading leaves unsure is read twice.
final class Mixing {

  private final Confidence once;
  private final Confidence twice;
  private final double[] first;
  private final double[] second;

  Mixing(Confidence once, Confidence twice) {
    this.once = once;
    this.twice = twice;
    this.first = once.scores();
    this.second = twice.scores();
  }

  /// {@return the share of uniform judgements that are read twice}
  ///
  /// @param sure the score from which one reading is enough
  double share(double sure) {
    return IntStream.range(0, first.length)
        .filter(i -> once.judged().get(i).uniform())
        .mapToDouble(i -> first[i] >= sure ? 0 : 1)
        .average()
        .orElse(0);
  }

  /// {@return uniform judgements with their scores}
  ///
  /// @param sure the score from which one reading is enough
  List<Scored> scored(double sure) {
    return IntStream.range(0, first.length)
        .filter(i -> once.judged().get(i).uniform())
        .mapToObj(i ->
            first[i] >= sure
                ? new Scored(first[i], once.judged().get(i).correct())
                : new Scored(second[i], twice.judged().get(i).correct()))
        .toList();
  }
}
