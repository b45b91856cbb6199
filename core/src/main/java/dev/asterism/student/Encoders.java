package dev.asterism.student;

import java.util.Optional;

/// The sentence encoders of this process.
@FunctionalInterface
public interface Encoders {

  /// Students here read n-grams only.
  Encoders NONE = () -> Optional.empty();

  /// {@return the encoder to teach with, if one can be run here}
  Optional<Encoder> preferred();
}
