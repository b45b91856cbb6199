package dev.asterism.wire;

/// A sound request that one provider cannot do, as its API lacks a field; another's may have it.
public final class CannotBeHad extends BadRequest {

  private static final long serialVersionUID = 1L;

  /// @param parameter the field that the provider's API lacks
  public CannotBeHad(String parameter, String message) {
    super(parameter, message);
  }
}
