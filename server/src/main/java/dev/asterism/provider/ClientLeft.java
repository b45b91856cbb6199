package dev.asterism.provider;

import java.io.IOException;

/// A client that left while its request's body was still being handed on.
public final class ClientLeft extends IOException {

  private static final long serialVersionUID = 1L;

  public ClientLeft(Exception cause) {
    super(cause);
  }
}
