package dev.asterism.policy;

/// What is to be expected of asking a model now.
///
/// @param model its name
/// @param quality how likely its answer is good, given all that is known so far, in [0, 1]
/// @param cost what the call will cost, in US dollars or any other unit that the policy shares
/// @param seconds until its answer is whole
public record Prospect(String model, double quality, double cost, double seconds) {

  public Prospect {
    if (!(quality >= 0 && quality <= 1 && cost >= 0 && seconds >= 0)) {
      throw new IllegalArgumentException(
          "a prospect has a quality in [0, 1], and a cost and seconds that are not negative");
    }
  }
}
