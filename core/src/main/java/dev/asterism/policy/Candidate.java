package dev.asterism.policy;

/// An answer at hand.
///
/// @param answer tells it from all answers that mean something else
/// @param quality how likely it is good, given all that is known so far, in [0, 1]
/// @param votes how many replies said it, at least 1
public record Candidate(String answer, double quality, int votes) {

  public Candidate {
    if (!(quality >= 0 && quality <= 1) || votes < 1) {
      throw new IllegalArgumentException("a candidate has a quality in [0, 1] and a vote");
    }
  }
}
