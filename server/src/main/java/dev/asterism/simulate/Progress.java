package dev.asterism.simulate;

/// Hears how far a simulation has come.
@FunctionalInterface
public interface Progress {

  /// @param phase what is going on
  void at(String phase, long done, long all);
}
