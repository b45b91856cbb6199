package dev.asterism.train;

import dev.asterism.chat.Label;
import java.util.List;

/// Two labels that a student mistakes for one another.
///
/// @param right what the reference said
/// @param said what the student said instead
/// @param times how often, each example judged by a student that had not seen it
/// @param inputs some of those examples' inputs
public record Confusion(Label right, Label said, int times, List<String> inputs) {

  public Confusion {
    inputs = List.copyOf(inputs);
  }
}
