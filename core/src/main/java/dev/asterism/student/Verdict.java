package dev.asterism.student;

import dev.asterism.chat.Label;
import java.util.List;

/// A student's answer to one input, before the threshold.
///
/// @param label its likeliest label
/// @param score how sure it is, in [0, 1]; it answers when this reaches its proved threshold
/// @param probabilities one for each of [Student#labels()], in that order
/// @param unread whether the input should have been read by an encoder that was not there in time:
///   the score is 0, and tells nothing of the input
public record Verdict(Label label, double score, List<Double> probabilities, boolean unread) {

  /// A verdict on what was read as it should be.
  public Verdict(Label label, double score, List<Double> probabilities) {
    this(label, score, probabilities, false);
  }

  public Verdict {
    // Most verdicts are never asked for these: no number is boxed before it is.
    probabilities =
        probabilities instanceof Probabilities ? probabilities : List.copyOf(probabilities);
  }

  /// {@return the same of an input that was not read as it should be: the teacher answers}
  Verdict withoutReading() {
    return new Verdict(label, 0, probabilities, true);
  }
}
