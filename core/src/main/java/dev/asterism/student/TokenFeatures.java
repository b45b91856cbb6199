package dev.asterism.student;

import java.util.Arrays;

/// What a tagger sees of each token: its word, its shape and pieces, its neighbours', its place,
/// and what was chosen for the whole text; all of it hashed.
public final class TokenFeatures {

  private static final long EDGE = 0x9E3779B97F4A7C15L;
  private static final int LONGEST_AFFIX = 4;
  private static final int PIECE = 3;
  private static final int REACH = 3;

  /// Words further away than this say nothing of a token.
  private static final int FAR = 12;

  private final Tokens tokens;
  private final long[] words;
  private final long[] shapes;
  private final long[] context;
  private long[] features = new long[96];
  private int size;

  private TokenFeatures(Tokens tokens, long[] context) {
    this.tokens = tokens;
    this.context = context;
    this.words = new long[tokens.size()];
    this.shapes = new long[tokens.size()];
    for (int token = 0; token < words.length; token++) {
      words[token] = word(token);
      shapes[token] = shape(token);
    }
  }

  /// {@return for each token its features' hashes}
  ///
  /// @param context what is known of the whole text, as hashes
  public static long[][] of(Tokens tokens, long[] context) {
    TokenFeatures all = new TokenFeatures(tokens, context);
    long[][] features = new long[tokens.size()][];
    for (int token = 0; token < features.length; token++) {
      features[token] = all.at(token);
    }
    return features;
  }

  /// {@return what taggers see of the choices made for a whole text}
  ///
  /// @param choices one for each head; negative where nothing is to be seen of it
  public static long[] context(int[] choices) {
    long[] context = new long[choices.length];
    int count = 0;
    for (int head = 0; head < choices.length; head++) {
      if (choices[head] >= 0) {
        context[count++] = mix(EDGE + (head + 1L) * 0x10000 + choices[head]);
      }
    }
    return Arrays.copyOf(context, count);
  }

  private long[] at(int token) {
    size = 0;
    long word = words[token];
    add(1, word);
    add(2, shapes[token]);
    for (int away = 1; away <= REACH; away++) {
      add(2 + 2 * away, wordAt(token - away));
      add(3 + 2 * away, wordAt(token + away));
    }
    add(20, pair(wordAt(token - 1), word));
    add(21, pair(word, wordAt(token + 1)));
    add(22, pair(wordAt(token - 1), wordAt(token + 1)));
    add(23, pair(wordAt(token - 2), wordAt(token - 1)));
    add(24, pair(wordAt(token + 1), wordAt(token + 2)));
    add(25, shapeAt(token - 1));
    add(26, shapeAt(token + 1));
    add(27, pair(shapeAt(token - 1), shapes[token]));
    add(28, pair(shapes[token], shapeAt(token + 1)));
    add(29, pair(pair(shapeAt(token - 1), shapes[token]), shapeAt(token + 1)));
    add(30, pair(shapes[token], wordAt(token - 1)));
    add(31, (tokens.isGlued(token) ? 1 : 0) + (tokens.isGlued(token + 1) ? 2 : 0));
    add(32, Math.min(token, 2));
    add(33, Math.min(tokens.size() - 1 - token, 2));
    affixes(token);
    pieces(token);
    for (long known : context) {
      add(40, known);
      add(41, pair(known, word));
      add(42, pair(known, wordAt(token - 1)));
      add(43, pair(known, wordAt(token + 1)));
      add(44, pair(known, shapes[token]));
    }
    for (int other = Math.max(0, token - FAR); other < token - REACH; other++) {
      add(50, words[other]);
    }
    for (int other = token + REACH + 1; other < Math.min(words.length, token + FAR); other++) {
      add(51, words[other]);
    }
    return Arrays.copyOf(features, size);
  }

  private void affixes(int token) {
    String text = tokens.text();
    int begin = tokens.starts()[token];
    int end = tokens.ends()[token];
    long prefix = 1;
    long suffix = 1;
    for (int length = 1; length <= LONGEST_AFFIX && length < end - begin; length++) {
      prefix = step(prefix, Character.toLowerCase(text.charAt(begin + length - 1)));
      suffix = step(suffix, Character.toLowerCase(text.charAt(end - length)));
      add(60 + length, prefix);
      add(70 + length, suffix);
    }
  }

  private void pieces(int token) {
    String text = tokens.text();
    for (int first = tokens.starts()[token]; first + PIECE <= tokens.ends()[token]; first++) {
      long piece = PIECE;
      for (int i = first; i < first + PIECE; i++) {
        piece = step(piece, Character.toLowerCase(text.charAt(i)));
      }
      add(80, piece);
    }
  }

  private long word(int token) {
    long hash = EDGE;
    for (int i = tokens.starts()[token]; i < tokens.ends()[token]; i++) {
      hash = step(hash, Character.toLowerCase(tokens.text().charAt(i)));
    }
    return hash;
  }

  /// Capitals, small letters and digits, runs of letters drawn together; how many digits.
  private long shape(int token) {
    long hash = 7;
    char before = 0;
    for (int i = tokens.starts()[token]; i < tokens.ends()[token]; i++) {
      char c = tokens.text().charAt(i);
      char kind =
          Character.isDigit(c)
              ? 'd'
              : Character.isUpperCase(c) ? 'X' : Character.isLetter(c) ? 'x' : c;
      if (kind != before || kind == 'd') {
        hash = step(hash, kind);
      }
      before = kind;
    }
    return hash;
  }

  private long wordAt(int token) {
    return token < 0 || token >= words.length ? EDGE + (token < 0 ? 1 : 2) : words[token];
  }

  private long shapeAt(int token) {
    return token < 0 || token >= shapes.length ? EDGE + (token < 0 ? 1 : 2) : shapes[token];
  }

  private void add(int kind, long value) {
    if (size == features.length) {
      features = Arrays.copyOf(features, 2 * size);
    }
    features[size++] = mix(value * 0x100000001B3L + kind);
  }

  private static long pair(long first, long second) {
    return mix(first) * 31 + second;
  }

  private static long step(long hash, char c) {
    return (hash ^ c) * 0x100000001B3L;
  }

  private static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
