package dev.asterism.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// What an answer may turn out to be worth, once it is there and judged.
///
/// @param possible at least one, the greatest quality first
public record Outlook(List<Possible> possible) {

  /// @param quality in [0, 1]
  /// @param chance above 0; those of an outlook sum to 1
  public record Possible(double quality, double chance) {}

  public Outlook {
    possible =
        possible.stream().sorted(Comparator.comparingDouble(Possible::quality).reversed()).toList();
    if (possible.isEmpty()) {
      throw new IllegalArgumentException("an answer turns out to be worth something, if only 0");
    }
  }

  /// {@return that of an answer whose worth is known}
  public static Outlook certain(double quality) {
    return new Outlook(List.of(new Possible(quality, 1)));
  }

  /// {@return that of an answer which is judged like some that were good, or like some that were
  /// bad}
  ///
  /// @param chance that it is good, in [0, 1]
  /// @param good what good answers were judged; with `bad` at least one
  /// @param bad what bad ones were judged
  public static Outlook mixed(double chance, double[] good, double[] bad) {
    double ofGood = bad.length == 0 ? 1 : good.length == 0 ? 0 : chance;
    double[] goods = sorted(good);
    double[] bads = sorted(bad);
    List<Possible> possible = new ArrayList<>(goods.length + bads.length);
    int g = goods.length - 1;
    int b = bads.length - 1;
    while (g >= 0 || b >= 0) {
      boolean isGood = b < 0 || (g >= 0 && goods[g] >= bads[b]);
      double each = isGood ? ofGood / goods.length : (1 - ofGood) / bads.length;
      double quality = isGood ? goods[g--] : bads[b--];
      if (each > 0) {
        possible.add(new Possible(quality, each));
      }
    }
    return new Outlook(possible);
  }

  private static double[] sorted(double[] qualities) {
    double[] sorted = qualities.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /// {@return what an answer at hand must be worth for this one not to be worth its price: the z
  /// with E[max(quality - z, 0)] = price}
  ///
  /// It is negative where the answer is not worth its price even beside nothing.
  ///
  /// @param price in quality, at least 0
  public double reservation(double price) {
    // E[max(q - z, 0)] is the greatest of sum(chance x (q - z)) over the first few, so z is the
    // greatest of what each few alone would make it.
    double most = Double.NEGATIVE_INFINITY;
    double chance = 0;
    double sum = 0;
    for (Possible one : possible) {
      chance += one.chance();
      sum += one.chance() * one.quality();
      most = Math.max(most, (sum - price) / chance);
    }
    return most;
  }
}
