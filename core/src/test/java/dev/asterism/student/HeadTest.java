package dev.asterism.student;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
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
