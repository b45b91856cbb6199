package dev.asterism.student;

import dev.asterism.chat.Label;
import java.util.List;

/// A student's answer to one input, before the threshold.
///
/// @param label its likeliest label
/// @param score how sure it is, in [0, 1]; it answers when this reaches its proved threshold
/// @param probabilities one for each of [Student#labels()], in that order
public record Verdict(Label label, double score, List<Double> probabilities) {

  public Verdict {
    // Most verdicts are never asked for these: no number is boxed before it is.
    probabilities =
        probabilities instanceof Probabilities ? probabilities : List.copyOf(probabilities);
  }
}
