package dev.asterism.store;

import dev.asterism.cost.Usd;

/// How much a model was used.
///
/// @param requests that it answered for clients
/// @param checks audits, repeats and coaching that it was asked for
/// @param errors how many of its answers failed
public record ModelUse(String name, long requests, long checks, long errors, Usd cost) {

  /// {@return the use of a model that nobody asked yet}
  public static ModelUse none(String name) {
    return new ModelUse(name, 0, 0, 0, Usd.ZERO);
  }
}
