package dev.asterism.doctor;

import java.util.List;

/// Looks at one part. It changes nothing, costs no money, and ends within seconds.
@FunctionalInterface
public interface Check {

  /// {@return what was seen, never nothing}
  List<Finding> look();
}
