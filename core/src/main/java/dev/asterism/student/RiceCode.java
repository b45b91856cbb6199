package dev.asterism.student;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Whole numbers in few bits: of each the low bits as they are, and of what is above them so many
/// ones and a zero (Golomb 1966, "Run-length encodings", for powers of two: Rice 1979).
///
/// Numbers that fall off like those between neighbours of a sorted list of hashes take about a bit
/// and a half more than the logarithm of their mean. How many bits are low is one byte before them,
/// and nothing is between the last and the next whole byte.
final class RiceCode {

  /// Parameters that are tried on either side of the mean's logarithm.
  private static final int AROUND = 2;

  private static final int MOST_LOW = 63;

  private RiceCode() {}

  /// @param numbers of any size, unsigned
  static void write(long[] numbers, StudentWriter out) {
    int low = best(numbers);
    out.room(1).put((byte) low);
    Putting bits = new Putting(out);
    for (long number : numbers) {
      for (long left = number >>> low; left > 0; left--) {
        bits.put(1);
      }
      bits.put(0);
      for (int bit = low - 1; bit >= 0; bit--) {
        bits.put((int) (number >>> bit) & 1);
      }
    }
    bits.end();
  }

  /// {@return so many numbers}
  static long[] read(int count, ByteBuffer in) {
    int low = in.get();
    if (low < 0 || low > MOST_LOW) {
      throw new IllegalArgumentException("no number has %d low bits".formatted(low));
    }
    long[] numbers = new long[count];
    Taking bits = new Taking(in);
    for (int i = 0; i < count; i++) {
      long above = bits.ones();
      numbers[i] = above << low | bits.take(low);
    }
    bits.end();
    return numbers;
  }

  private static int best(long[] numbers) {
    double mean = Arrays.stream(numbers).mapToDouble(RiceCode::size).average().orElse(0);
    int about = Math.max(0, Math.getExponent(mean));
    int best = Math.min(MOST_LOW, about + AROUND);
    for (int low = best; low >= Math.max(0, about - AROUND); low--) {
      best = bits(numbers, low) < bits(numbers, best) ? low : best;
    }
    return best;
  }

  private static double bits(long[] numbers, int low) {
    return Arrays.stream(numbers).mapToDouble(number -> size(number >>> low) + 1 + low).sum();
  }

  private static double size(long unsigned) {
    return unsigned >= 0 ? unsigned : unsigned + 0x1p64;
  }

  /// Bits on their way into bytes, the highest first.
  private static final class Putting {

    private final StudentWriter out;
    private int held;
    private int count;

    Putting(StudentWriter out) {
      this.out = out;
    }

    void put(int bit) {
      held = held << 1 | bit;
      if (++count == Byte.SIZE) {
        out.room(1).put((byte) held);
        held = 0;
        count = 0;
      }
    }

    void end() {
      while (count > 0) {
        put(0);
      }
    }
  }

  /// The same back again, many at a time: a thousand students are read at a start.
  private static final class Taking {

    private static final int AT_ONCE = 32;

    private final ByteBuffer in;

    /// The next bits, from the highest down, and zeros behind them.
    private long held;

    private int left;

    Taking(ByteBuffer in) {
      this.in = in;
    }

    /// Takes ones, and the zero behind them.
    long ones() {
      long ones = 0;
      while (true) {
        fill(1);
        int run = Math.min(left, Long.numberOfLeadingZeros(~held));
        boolean ends = run < left;
        ones += run;
        drop(ends ? run + 1 : run);
        if (ends) {
          return ones;
        }
      }
    }

    long take(int bits) {
      long taken = 0;
      for (int wanted = bits; wanted > 0; ) {
        int some = Math.min(wanted, AT_ONCE);
        fill(some);
        taken = taken << some | (held >>> (Long.SIZE - some));
        drop(some);
        wanted -= some;
      }
      return taken;
    }

    /// Gives back the bytes that were not begun.
    void end() {
      in.position(in.position() - left / Byte.SIZE);
    }

    private void fill(int wanted) {
      if (left < wanted && in.remaining() >= Long.BYTES) {
        int bytes = (Long.SIZE - left) / Byte.SIZE;
        held |= in.getLong(in.position()) >>> left;
        left += Byte.SIZE * bytes;
        held &= -1L << (Long.SIZE - left);
        in.position(in.position() + bytes);
      }
      while (left < wanted) {
        held |= (in.get() & 0xFFL) << (Long.SIZE - Byte.SIZE - left);
        left += Byte.SIZE;
      }
    }

    private void drop(int bits) {
      held = bits == Long.SIZE ? 0 : held << bits;
      left -= bits;
    }
  }
}
