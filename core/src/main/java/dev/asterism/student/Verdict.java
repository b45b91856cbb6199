package dev.asterism.student;

import dev.asterism.chat.Label;
import dev.asterism.model.Depth;
import java.util.List;

/// A student's answer to one input, before the threshold.
///
/// @param label its likeliest label
/// @param score how sure it is, in [0, 1]; it answers when this reaches its proved threshold
/// @param probabilities one for each of [Student#labels()], in that order
/// @param depth how far the input was read: where it is unread the score is 0, and tells nothing of
///   the input
public record Verdict(Label label, double score, List<Double> probabilities, Depth depth) {

  /// A verdict on an input's words.
  public Verdict(Label label, double score, List<Double> probabilities) {
    this(label, score, probabilities, Depth.WORDS);
  }

  public Verdict {
    // Most verdicts are never asked for these: no number is boxed before it is.
    probabilities =
        probabilities instanceof Probabilities ? probabilities : List.copyOf(probabilities);
  }

  /// {@return whether the input should have been read by an encoder that was not there in time}
  public boolean unread() {
    return depth == Depth.UNREAD;
  }

  /// {@return the same of an input whose meaning was read}
  Verdict withMeaning() {
    return new Verdict(label, score, probabilities, Depth.MEANING);
  }

  /// {@return the same of an input that was not read as it should be: the teacher answers}
  Verdict withoutReading() {
    return new Verdict(label, 0, probabilities, Depth.UNREAD);
  }
}
