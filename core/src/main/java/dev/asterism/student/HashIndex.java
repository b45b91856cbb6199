package dev.asterism.student;

import java.util.Arrays;

/// Finds a hash among many sorted ones: its leading bits say where to begin, and since hashes are
/// spread evenly there is next to nothing left to walk.
public final class HashIndex {

  private final long[] hashes;
  private final int[] starts;
  private final int shift;

  /// @param sorted rising, as signed numbers
  public HashIndex(long[] sorted) {
    int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(sorted.length));
    this.hashes = sorted;
    this.shift = Long.SIZE - bits;
    this.starts = new int[(1 << bits) + 1];
    for (long hash : sorted) {
      starts[bucket(hash) + 1]++;
    }
    for (int bucket = 1; bucket < starts.length; bucket++) {
      starts[bucket] += starts[bucket - 1];
    }
  }

  long[] hashes() {
    return hashes;
  }

  /// {@return the index of some of its hashes}
  ///
  /// @param places of theirs, rising
  HashIndex only(int[] places) {
    return new HashIndex(Arrays.stream(places).mapToLong(place -> hashes[place]).toArray());
  }

  /// {@return how many bytes of memory it takes}
  long memory() {
    return (long) Long.BYTES * hashes.length + (long) Integer.BYTES * starts.length;
  }

  public int size() {
    return hashes.length;
  }

  /// {@return a hash's place; negative where it is not there}
  public int find(long hash) {
    int bucket = bucket(hash);
    for (int place = starts[bucket]; place < starts[bucket + 1]; place++) {
      if (hashes[place] == hash) {
        return place;
      }
    }
    return -1;
  }

  /// The leading bits, the sign turned so that negative numbers come first.
  private int bucket(long hash) {
    return (int) ((hash ^ Long.MIN_VALUE) >>> shift);
  }
}
