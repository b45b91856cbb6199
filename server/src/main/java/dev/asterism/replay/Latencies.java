package dev.asterism.replay;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;

/// Times in microseconds, kept to three digits.
final class Latencies {

  private final ConcurrentHistogram histogram =
      new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(10), 3);

  void add(long micros) {
    histogram.recordValue(Math.clamp(micros, 0, TimeUnit.MINUTES.toMicros(10)));
  }

  long quantile(double share) {
    return histogram.getValueAtPercentile(100 * share);
  }
}
