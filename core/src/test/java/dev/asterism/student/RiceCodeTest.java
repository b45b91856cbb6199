package dev.asterism.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RiceCodeTest {

  static Stream<long[]> numbers() {
    Random random = new Random(3);
    return Stream.of(
        new long[0],
        new long[] {0},
        new long[] {0, 0, 0, 1, 0, 0, 0, 0, 7},
        new long[] {-1, Long.MIN_VALUE, 5},
        new long[] {Long.MAX_VALUE, 1, 1, 1, 1, 1, 1, 1},
        random.longs(1_000).toArray(),
        random.longs(1_000, 0, 5).toArray());
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void whateverIsWrittenIsReadBackAndNothingBehindIt(long[] numbers) {
    StudentWriter out = new StudentWriter();
    RiceCode.write(numbers, out);
    ByteBuffer written = out.room(0).flip();
    assertThat(RiceCode.read(numbers.length, written)).isEqualTo(numbers);
    assertThat(written.hasRemaining()).isFalse();
  }

  @Test
  void tenThousandHashesTakeTwentyAndAHalfBitsEachInPlaceOfThirtyTwo() {
    int[] hashes = new Random(4).ints(10_000).distinct().sorted().toArray();
    StudentWriter out = new StudentWriter();
    out.rising(Arrays.stream(hashes).asLongStream().toArray());
    assertThat(out.room(0).position() * 8.0 / hashes.length).isBetween(20.0, 20.6);
  }

  @Test
  void fewerBytesThanNumbersNeedAreNotMadeUp() {
    StudentWriter out = new StudentWriter();
    RiceCode.write(new long[] {9, 9, 9, 9}, out);
    ByteBuffer written = out.room(0).flip();
    assertThatThrownBy(() -> RiceCode.read(1_000, written))
        .isInstanceOf(BufferUnderflowException.class);
    assertThatThrownBy(() -> RiceCode.read(1, ByteBuffer.wrap(new byte[] {-3, 0})))
        .hasMessageContaining("-3 low bits");
  }
}
