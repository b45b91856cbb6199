package dev.asterism.student;

import java.util.Arrays;

/// What a student learnt from, remembered by the signs of its meanings: for an input, how near the
/// nearest examples are, and whether they have the label that is said.
///
/// Of each number of an encoder's vector, less the mean of all, only the sign is kept. The share of
/// signs in which two vectors differ tells the angle between them, in parts of pi (Charikar 2002,
/// "Similarity estimation techniques from rounding algorithms"). So an example of 384 numbers takes
/// 48 bytes, and ten thousand of them are looked through in tens of microseconds.
///
/// @param centre the mean vector
/// @param signs of all examples, one after another, as many longs for each as its signs take
/// @param labels the label of each
public record Neighbours(float[] centre, long[] signs, byte[] labels) {

  /// Pieces of evidence.
  static final int EVIDENCE = 3;

  /// How many of the nearest have a vote, and how much more the nearest of them counts.
  private static final int VOTERS = 10;

  private static final double SHARPNESS = 8;

  public Neighbours {
    if (signs.length != labels.length * longs(centre.length)) {
      throw new IllegalArgumentException("each example needs its signs and its label");
    }
  }

  /// {@return these examples, remembered}
  ///
  /// @param vectors of the examples, one of `centre.length` numbers for each label
  public static Neighbours of(float[] centre, float[][] vectors, byte[] labels) {
    int width = longs(centre.length);
    long[] signs = new long[vectors.length * width];
    for (int example = 0; example < vectors.length; example++) {
      System.arraycopy(signs(centre, vectors[example]), 0, signs, example * width, width);
    }
    return new Neighbours(centre, signs, labels);
  }

  /// {@return how many longs the signs of so many numbers take}
  static int longs(int numbers) {
    return (numbers + Long.SIZE - 1) / Long.SIZE;
  }

  /// {@return how near the nearest example with the label is, how near the nearest with another, as
  /// cosines (0 where there is none), and the share of the votes of the nearest that the label has}
  double[] evidence(float[] vector, int label) {
    long[] asked = signs(centre, vector);
    int[] nearest = new int[VOTERS];
    int[] voters = new int[VOTERS];
    Arrays.fill(nearest, Integer.MAX_VALUE);
    int same = centre.length / 2;
    int other = same;
    for (int example = 0; example < labels.length; example++) {
      int apart = 0;
      int from = example * asked.length;
      for (int i = 0; i < asked.length; i++) {
        apart += Long.bitCount(signs[from + i] ^ asked[i]);
      }
      int said = labels[example] & 0xFF;
      if (said == label) {
        same = Math.min(same, apart);
      } else {
        other = Math.min(other, apart);
      }
      if (apart < nearest[VOTERS - 1]) {
        take(nearest, voters, apart, said);
      }
    }
    return new double[] {cosine(same), cosine(other), share(nearest, voters, label)};
  }

  private static long[] signs(float[] centre, float[] vector) {
    long[] signs = new long[longs(centre.length)];
    for (int i = 0; i < centre.length; i++) {
      if (vector[i] > centre[i]) {
        signs[i / Long.SIZE] |= 1L << i % Long.SIZE;
      }
    }
    return signs;
  }

  private static void take(int[] nearest, int[] voters, int apart, int said) {
    int place = VOTERS - 1;
    while (place > 0 && nearest[place - 1] > apart) {
      nearest[place] = nearest[place - 1];
      voters[place] = voters[place - 1];
      place--;
    }
    nearest[place] = apart;
    voters[place] = said;
  }

  private double share(int[] nearest, int[] voters, int label) {
    double all = 0;
    double agreeing = 0;
    for (int place = 0; place < VOTERS && nearest[place] < Integer.MAX_VALUE; place++) {
      double weight = Math.exp(SHARPNESS * cosine(nearest[place]));
      all += weight;
      agreeing += voters[place] == label ? weight : 0;
    }
    return all == 0 ? 0 : agreeing / all;
  }

  private double cosine(int apart) {
    return Math.cos(Math.PI * apart / centre.length);
  }
}
