package dev.asterism.discover;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which grams are in how many requests, and which grams are in exactly the same ones.
///
/// The constant text of a template gives many grams that are in exactly the same requests, those of
/// the template; a phrase that people happen to use gives few.
///
/// @param grams sorted, each once
/// @param requests for each gram, how many hold it
/// @param signs for each gram, the sum of their signs
record Census(long[] grams, int[] requests, long[] signs) {

  /// A set of requests, told by its size and the sum of their signs.
  private record Holders(int requests, long signs) {}

  /// Grams that the same requests hold.
  ///
  /// @param requests how many
  /// @param grams how many grams
  /// @param gram the smallest of them
  record Bundle(int requests, int grams, long gram) {

    Bundle and(Bundle other) {
      return new Bundle(requests, grams + other.grams, Math.min(gram, other.gram));
    }
  }

  static Census of(List<Member> members) {
    int size = members.stream().mapToInt(member -> member.grams().length).sum();
    long[] all = new long[size];
    int filled = 0;
    for (Member member : members) {
      long[] own = member.grams();
      System.arraycopy(own, 0, all, filled, own.length);
      filled += own.length;
    }
    Arrays.sort(all);
    int distinct = 0;
    int[] requests = new int[size];
    for (int i = 0; i < size; i++) {
      distinct += i == 0 || all[i] != all[i - 1] ? 1 : 0;
      all[distinct - 1] = all[i];
      requests[distinct - 1]++;
    }
    long[] grams = Arrays.copyOf(all, distinct);
    long[] signs = new long[distinct];
    for (Member member : members) {
      for (long gram : member.grams()) {
        signs[Arrays.binarySearch(grams, gram)] += member.sign();
      }
    }
    return new Census(grams, Arrays.copyOf(requests, distinct), signs);
  }

  /// {@return the grams that at least so many requests hold, sorted}
  long[] heldBy(double least) {
    long[] held = new long[grams.length];
    int count = 0;
    for (int i = 0; i < grams.length; i++) {
      if (requests[i] >= least) {
        held[count++] = grams[i];
      }
    }
    return Arrays.copyOf(held, count);
  }

  /// {@return the bundles that at least `least` and fewer than `most` requests hold}
  Collection<Bundle> bundles(int least, double most) {
    Map<Holders, Bundle> bundles = new HashMap<>();
    for (int i = 0; i < grams.length; i++) {
      if (requests[i] >= least && requests[i] < most) {
        bundles.merge(
            new Holders(requests[i], signs[i]), new Bundle(requests[i], 1, grams[i]), Bundle::and);
      }
    }
    return bundles.values();
  }
}
