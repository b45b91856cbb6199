package dev.asterism.cost;

import dev.asterism.chat.Usage;

/// Predicts the usage that a teacher would have reported, from what it reported before.
///
/// Input tokens are a straight line in the input's length; output tokens a mean.
///
/// @param inputBase tokens of the constant part of a request
/// @param inputPerCharacter tokens for each character of the varying part
/// @param output mean output tokens
public record UsageEstimate(double inputBase, double inputPerCharacter, double output) {

  /// {@return the usage to expect for an input of so many characters}
  public Usage of(int inputCharacters) {
    return new Usage(
        Math.max(0, Math.round(inputBase + inputPerCharacter * inputCharacters)),
        Math.max(0, Math.round(output)));
  }
}
