package dev.asterism.simulate;

/// The policies that can be simulated.
public enum Kind {
  /// One model for each question, chosen before any is asked.
  route,
  /// Stage after stage, until an answer will do.
  cascade,
  /// Whoever is most worth asking, until nobody is worth more than the answer at hand.
  search,
  /// All models but the last vote; the last decides what they leave unsure.
  swarm,
  /// One model again and again, until the vote is settled.
  sample,
  /// The first model watched while it is replaced by the second: does an alarm go off?
  drift
}
