package dev.asterism.discover;

import java.util.Arrays;
import java.util.Comparator;

/// A request among others, with what it is compared by.
///
/// @param grams the hashes of its runs of tokens (see [Fingerprint])
/// @param sign looks drawn at random, the same for the same request: sums of signs tell sets of
///   requests apart, and their order is that of no traffic
record Member(Asked asked, long[] grams, long sign) {

  /// An order that does not depend on when a request came.
  static final Comparator<Member> BY_SIGN = Comparator.comparingLong(Member::sign);

  static Member of(Asked asked) {
    long[] grams = Fingerprint.of(asked.request().messages());
    return new Member(asked, grams, Fingerprint.mix(Arrays.hashCode(grams) * 31L + 7));
  }

  /// {@return the same, compared by these grams only}
  ///
  /// @param some sorted
  Member only(long[] some) {
    return new Member(asked, Fingerprint.of(asked.request().messages(), some), sign);
  }

  boolean holdsAll(long[] some) {
    return Arrays.stream(some).allMatch(gram -> Arrays.binarySearch(grams, gram) >= 0);
  }

  int characters() {
    return asked.characters() + asked.answer().length();
  }
}
