package dev.asterism.train;

import java.util.List;
import java.util.function.Consumer;

/// Tells how long reading takes on this machine: learning has no clock of its own.
@FunctionalInterface
public interface Stopwatch {

  /// Time is of no account.
  Stopwatch STOPPED = (_, _) -> 0;

  /// {@return how many milliseconds a reader takes for an input, on average}
  ///
  /// @param inputs one at least; it reads each of them, once or a few times
  double millis(Consumer<String> reader, List<String> inputs);
}
