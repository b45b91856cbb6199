package dev.asterism.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  @Test
  void everyNGramIsFoundInItsRowAndNoOther() {
    long[] grams = new Random(3).longs(5_000).toArray();
    Vocabulary vocabulary = Vocabulary.of(List.of(grams), 1);
    boolean[] found = new boolean[vocabulary.size()];
    for (long gram : grams) {
      Vocabulary.Vector vector = vocabulary.vector(new long[] {gram});
      assertThat(vector.rows()).hasSize(1);
      assertThat(vector.known()).isEqualTo(1);
      found[vector.rows()[0]] = true;
    }
    assertThat(found).doesNotContain(false);
    assertThat(vocabulary.vector(new Random(4).longs(2_000).toArray()).known()).isLessThan(0.01);
  }

  @Test
  void aRepeatedNGramIsOneRowThatWeighsMore() {
    Vocabulary vocabulary = Vocabulary.of(List.of(new long[] {1L << 40, 2L << 40}), 1);
    Vocabulary.Vector vector = vocabulary.vector(new long[] {1L << 40, 2L << 40, 1L << 40});
    assertThat(vector.rows()).hasSize(2).doesNotHaveDuplicates();
    assertThat(vector.values()[0] / vector.values()[1])
        .isCloseTo((float) (1 + Math.log(2)), within(1e-5f));
  }

  @Test
  void vectorsHaveUnitLength() {
    long[] grams = new Random(5).longs(300).toArray();
    float[] values = Vocabulary.of(List.of(grams), 1).vector(grams).values();
    double squares =
        IntStream.range(0, values.length).mapToDouble(i -> values[i] * values[i]).sum();
    assertThat(squares).isCloseTo(1, within(1e-4));
  }

  @Test
  void fewerRowsKnowFewerNGrams() {
    long[] grams = new Random(6).longs(100).toArray();
    Vocabulary half =
        Vocabulary.of(List.of(grams), 1).only(IntStream.range(0, 50).map(i -> 2 * i).toArray());
    assertThat(half.vector(grams).rows()).hasSize(50);
    assertThat(half.vector(grams).known()).isEqualTo(0.5);
  }

  @Test
  void anEmptyVocabularyKnowsNothing() {
    assertThat(Vocabulary.of(List.of(), 1).vector(new long[] {1, 2}).rows()).isEmpty();
  }

  @Test
  void nGramsOutOfOrderAreRefused() {
    assertThatThrownBy(() -> new Vocabulary(new int[] {2, 1}, new byte[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rise");
  }
}
