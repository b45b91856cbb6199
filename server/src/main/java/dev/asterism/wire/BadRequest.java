package dev.asterism.wire;

import java.util.Optional;

/// A request that cannot be understood: the caller's mistake, told so that it can be mended.
public sealed class BadRequest extends RuntimeException permits CannotBeHad {

  private static final long serialVersionUID = 1L;

  private final String parameter;

  /// @param parameter the field that is wrong; empty where it is the whole body
  public BadRequest(String parameter, String message) {
    super(message);
    this.parameter = parameter;
  }

  public final Optional<String> parameter() {
    return parameter.isEmpty() ? Optional.empty() : Optional.of(parameter);
  }
}
