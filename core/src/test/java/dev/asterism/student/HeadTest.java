package dev.asterism.student;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadTest {

  private static final int ROWS = 500;

  private final Random random = new Random(5);

  @Test
  void whatSpeaksForOneOfTwoLabelsAndAgainstTheOtherIsWrittenOnce() {
    float[] dense = new float[2 * ROWS];
    for (int row = 0; row < ROWS; row++) {
      dense[2 * row + 1] = (float) random.nextGaussian();
      dense[2 * row] = -dense[2 * row + 1];
    }
    Head head = Head.of(dense, new float[] {0.1f, -0.1f}, 0.5);
    ByteBuffer file = written(head);
    assertThat(file.remaining()).isLessThan(ROWS + 20);
    assertSame(head, new StudentReader(file, Encoders.NONE).head(ROWS, 2));
  }

  /// As two labels that apply each by itself are learnt.
  @Test
  void whereTwoLabelsAreNotOpposedBothAreWritten() {
    assertReadBack(2);
  }

  @Test
  void aHeadOfManyLabelsIsReadBack() {
    assertReadBack(9);
  }

  @Test
  void theHeaviestEntriesAreKeptWhicheverLabelsScaleTheyAreIn() {
    int width = 5;
    float[] dense = new float[width * ROWS];
    for (int i = 0; i < dense.length; i++) {
      dense[i] = (float) (random.nextGaussian() * (1 + i % width));
    }
    Head whole = Head.of(dense, new float[width], 1);
    for (double share : new double[] {1, 0.7, 0.2, 0.001}) {
      Head kept = whole.heaviest(share);
      int entries = kept.weights().length;
      assertThat((double) entries / whole.weights().length).isBetween(share, share + 0.05);
      float least = Collections.min(weights(kept));
      assertThat(weights(whole).stream().filter(weight -> weight >= least).count())
          .isEqualTo(entries);
    }
  }

  @Test
  void whatIsKeptOfOpposedLabelsIsStillWrittenOnce() {
    float[] dense = new float[2 * ROWS];
    for (int row = 0; row < ROWS; row++) {
      dense[2 * row + 1] = (float) random.nextGaussian();
      dense[2 * row] = -dense[2 * row + 1];
    }
    Head kept = Head.of(dense, new float[2], 1).heaviest(0.5);
    assertThat(kept.opposed()).isPresent();
    assertThat(kept.used().length).isLessThan(ROWS * 6 / 10);
    assertSame(
        kept.withoutUnused(),
        new StudentReader(written(kept.withoutUnused()), Encoders.NONE)
            .head(kept.used().length, 2));
  }

  /// {@return of each entry how heavy it is, its label's scale counted}
  private static List<Float> weights(Head head) {
    List<Float> all = new ArrayList<>();
    for (int entry = 0; entry < head.weights().length; entry++) {
      float scale = head.scales()[head.labels()[entry] & 0xFF];
      all.add(Math.abs(head.weights()[entry]) * scale);
    }
    return all;
  }

  private void assertReadBack(int width) {
    float[] dense = new float[width * ROWS];
    for (int i = 0; i < dense.length; i++) {
      dense[i] = (float) random.nextGaussian();
    }
    Head head = Head.of(dense, new float[width], 0.3);
    assertSame(head, new StudentReader(written(head), Encoders.NONE).head(ROWS, width));
  }

  private static ByteBuffer written(Head head) {
    StudentWriter out = new StudentWriter();
    out.head(head);
    return out.room(0).flip();
  }

  private static void assertSame(Head head, Head read) {
    assertThat(read).usingRecursiveComparison().isEqualTo(head);
  }
}
