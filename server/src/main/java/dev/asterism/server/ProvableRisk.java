package dev.asterism.server;

import dev.asterism.stats.SequentialBinomial;
import dev.asterism.stats.SharedLevel;
import java.util.Locale;

/// Which risks can be proved at all: none so small that even without an error it would take more
/// answers than a proof may look at.
final class ProvableRisk {

  private static final double STEP = 0.0001;

  private ProvableRisk() {}

  /// Refuses a risk that no first attempt could prove.
  ///
  /// @param key where it was set
  /// @param delta of all attempts
  /// @param walks among which an attempt divides what it has of it
  static void check(Section section, String key, double eps, double delta, int walks) {
    double level = SharedLevel.of(delta, 1) / walks;
    if (isProvable(eps, level)) {
      return;
    }
    double least = (Math.floor(eps / STEP) + 1) * STEP;
    while (!isProvable(least, level)) {
      least += STEP;
    }
    throw section.wrong(
        key,
        String.format(
            Locale.ROOT,
            "so small a risk takes more answers than a proof looks at: expected %.4f or more, or a"
                + " larger delta",
            least));
  }

  private static boolean isProvable(double eps, double level) {
    return !SequentialBinomial.of(eps, level).looks().isEmpty();
  }
}
