package dev.asterism.student;

import java.util.Arrays;

/// How often answers made alike were learnt from: the same choices, the same fields copied.
///
/// @param patterns sorted hashes of what answers were made of
/// @param counts how often each
public record Familiar(long[] patterns, int[] counts) {

  public Familiar {
    if (patterns.length != counts.length) {
      throw new IllegalArgumentException("each pattern needs its count");
    }
  }

  /// {@return the counts of all patterns in a list}
  public static Familiar of(long[] all) {
    long[] sorted = all.clone();
    Arrays.sort(sorted);
    int[] counts = new int[sorted.length];
    int size = 0;
    for (int begin = 0; begin < sorted.length; ) {
      int end = begin;
      while (end < sorted.length && sorted[end] == sorted[begin]) {
        end++;
      }
      sorted[size] = sorted[begin];
      counts[size++] = end - begin;
      begin = end;
    }
    return new Familiar(Arrays.copyOf(sorted, size), Arrays.copyOf(counts, size));
  }

  /// {@return a hash of the decisions that an answer came of}
  public static long pattern(int[] decisions) {
    long pattern = 1;
    for (int decision : decisions) {
      pattern = pattern * 0x100000001B3L + decision + 1;
    }
    return pattern;
  }

  int count(long pattern) {
    int place = Arrays.binarySearch(patterns, pattern);
    return place < 0 ? 0 : counts[place];
  }
}
