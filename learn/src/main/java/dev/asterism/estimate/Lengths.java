package dev.asterism.estimate;

import java.util.List;

/// How long each voter's replies are, so that an unusual one is told from a usual one.
///
/// A model that writes much more than it does to other questions is often lost; one that writes
/// much less has often not understood.
record Lengths(List<Centre> voters) {

  private static final double FAR = 3;

  /// @param mean of the logarithms
  /// @param spread their standard deviation, above 0
  record Centre(double mean, double spread) {}

  Lengths {
    voters = List.copyOf(voters);
  }

  /// {@return what the ballots tell; they have the same voters}
  static Lengths of(List<Ballot> ballots) {
    int width = ballots.getFirst().replies().size();
    return new Lengths(
        java.util.stream.IntStream.range(0, width)
            .mapToObj(voter -> centre(ballots, voter))
            .toList());
  }

  private static Centre centre(List<Ballot> ballots, int voter) {
    double[] known =
        ballots.stream()
            .mapToDouble(ballot -> ballot.replies().get(voter).length())
            .filter(length -> length > 0)
            .map(Math::log1p)
            .toArray();
    double mean = java.util.Arrays.stream(known).average().orElse(0);
    double variance =
        java.util.Arrays.stream(known).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    return new Centre(mean, variance < 1e-9 ? 1 : Math.sqrt(variance));
  }

  /// {@return how far a reply's length is from that voter's usual one, in standard deviations, in
  /// [-3, 3]; 0 where it is not known}
  double of(Ballot ballot, int voter) {
    double length = ballot.replies().get(voter).length();
    Centre centre = voters.get(voter);
    return length <= 0
        ? 0
        : Math.clamp((Math.log1p(length) - centre.mean()) / centre.spread(), -FAR, FAR);
  }
}
