package dev.asterism.wire.dialect;

import java.util.List;

/// Whether a model may, must or must not call tools.
sealed interface ToolChoice {

  record Auto() implements ToolChoice {}

  record None() implements ToolChoice {}

  record Any() implements ToolChoice {}

  record Named(String name) implements ToolChoice {}

  /// @param must whether one of them must be called
  record Among(List<String> names, boolean must) implements ToolChoice {

    public Among {
      names = List.copyOf(names);
    }
  }
}
