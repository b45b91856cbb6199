package dev.asterism.discover;

import dev.asterism.chat.Message;
import java.util.Arrays;
import java.util.List;

/// The hashes by which requests are compared: runs of six tokens, with the message they are in.
///
/// Of a long message only the tokens at its beginning and its end are hashed for it to be kept: a
/// template's constants that lie deeper are found once its requests are together.
final class Fingerprint {

  private static final int GRAM = 6;
  private static final int MOST_TOKENS = 1_024;
  private static final int LEAST_TOKENS = 64;
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long EDGE = 0x165667B19E3779F9L;

  private Fingerprint() {}

  /// {@return the hashes of some messages, sorted, each once; about two thousand at most}
  static long[] of(List<Message> messages) {
    return of(messages, Math.max(LEAST_TOKENS, MOST_TOKENS / messages.size()));
  }

  /// {@return those of all hashes of some messages that are wanted, sorted}
  ///
  /// How far a hash is from the end of a long message does not matter here: a short input behind
  /// long instructions moves them.
  ///
  /// @param wanted sorted
  static long[] of(List<Message> messages, long[] wanted) {
    return Arrays.stream(of(messages, Integer.MAX_VALUE))
        .filter(gram -> Arrays.binarySearch(wanted, gram) >= 0)
        .toArray();
  }

  private static long[] of(List<Message> messages, int share) {
    long[] grams = new long[0];
    for (int place = 0; place < messages.size(); place++) {
      long[] tokens = tokens(messages.get(place).text(), share);
      int count = Math.max(1, tokens.length - GRAM + 1);
      int filled = grams.length;
      grams = Arrays.copyOf(grams, filled + count);
      for (int i = 0; i < count; i++) {
        grams[filled + i] = gram(tokens, i, place);
      }
    }
    return Arrays.stream(grams).sorted().distinct().toArray();
  }

  /// The hashes of a text's tokens between two marks for its edges.
  private static long[] tokens(String text, int most) {
    int[] starts = Tokens.of(text);
    int all = starts.length - 1;
    int kept = Math.min(all, most);
    long[] hashes = new long[kept + 2];
    hashes[0] = EDGE;
    hashes[kept + 1] = EDGE;
    for (int i = 0; i < kept; i++) {
      int token = i < kept / 2 ? i : all - kept + i;
      hashes[i + 1] = hash(text, starts[token], starts[token + 1]);
    }
    return hashes;
  }

  private static long hash(String text, int from, int to) {
    long hash = SEED;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return mix(hash);
  }

  private static long gram(long[] tokens, int from, int place) {
    long hash = SEED + place;
    for (int i = from; i < Math.min(from + GRAM, tokens.length); i++) {
      hash = mix(hash * 31 + tokens[i]);
    }
    return hash;
  }

  /// {@return a number that looks drawn at random, always the same for the same one}
  static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
