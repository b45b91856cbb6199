package dev.asterism.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.sun.management.ThreadMXBean;
import dev.asterism.chat.Label;
import dev.asterism.cost.UsageEstimate;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What students are thought to take, held against what this thread allocates to make them.
class FootprintTest {

  private static final int WIDTH = 384;

  @ParameterizedTest
  @CsvSource({"2, 14000, 2", "77, 12000, 6", "150, 3000, 12", "2, 1000, 2", "20, 70000, 1"})
  void aStudentOfNGramsTakesWhatIsForeseen(int labels, int rows, int entries) {
    assertForeseen(() -> linear(labels, rows, entries));
  }

  @ParameterizedTest
  @CsvSource({"77, 6000, 4, 3000", "2, 14000, 2, 8000", "150, 1500, 5, 500"})
  void oneThatReadsMeaningTakesWhatIsForeseen(int labels, int rows, int entries, int examples) {
    assertForeseen(() -> careful(labels, rows, entries, examples));
  }

  @Test
  void inMemoryALargeStudentOfTwoLabelsTakesFarMoreThanItsFile() {
    LinearStudent student = linear(2, 1 << 18, 2);
    long file = StudentFile.encode(student).length;
    assertThat(Footprint.of(student)).isBetween(3 * file, Footprint.MOST_FILES * file);
  }

  private static void assertForeseen(Supplier<Student> made) {
    // What is loaded and compiled at first is no student's.
    var _ = made.get();
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    Student student = made.get();
    long taken = thread.getCurrentThreadAllocatedBytes() - before;
    assertThat(Footprint.of(student)).isCloseTo(taken, withinPercentage(20));
  }

  private static LinearStudent linear(int labels, int rows, int entries) {
    List<Label> names = new ArrayList<>(labels);
    List<String> surfaces = new ArrayList<>(labels);
    List<UsageEstimate> usages = new ArrayList<>(labels);
    for (int label = 0; label < labels; label++) {
      names.add(new Label.Text("a label such as " + label));
      surfaces.add("a label such as " + label);
      usages.add(new UsageEstimate(100, 0.25, label));
    }
    int[] grams = new int[rows];
    int[] starts = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      grams[row] = (int) (Integer.MIN_VALUE + row * ((1L << Integer.SIZE) / rows));
      starts[row + 1] = entries * (row + 1);
    }
    Head head =
        new Head(
            starts,
            speakers(labels, rows, entries),
            weights(rows, entries),
            new float[labels],
            new float[labels]);
    return new LinearStudent(
        names,
        surfaces,
        usages,
        new Vocabulary(grams, new byte[rows]),
        head,
        selector(Reading.ONCE, labels));
  }

  private static byte[] speakers(int labels, int rows, int entries) {
    byte[] speakers = new byte[rows * entries];
    for (int entry = 0; entry < speakers.length; entry++) {
      speakers[entry] = (byte) (entry % labels);
    }
    return speakers;
  }

  /// What speaks for the second of two labels speaks as much against the first.
  private static byte[] weights(int rows, int entries) {
    byte[] weights = new byte[rows * entries];
    for (int entry = 0; entry < weights.length; entry++) {
      weights[entry] = (byte) (entry % 2 == 0 ? -5 : 5);
    }
    return weights;
  }

  private static CarefulStudent careful(int labels, int rows, int entries, int examples) {
    return new CarefulStudent(
        linear(labels, rows, entries),
        0.9,
        new Mute(),
        new Meaning(
            new DenseHead(new byte[WIDTH * labels], new float[labels], new float[labels]),
            new Neighbours(
                new float[WIDTH], new long[Neighbours.longs(WIDTH) * examples], new byte[examples]),
            0.5),
        selector(Reading.TWICE, labels));
  }

  private static Selector selector(int evidence, int labels) {
    List<Double> weights = new ArrayList<>(Collections.nCopies(evidence + 1, 0.5));
    List<Double> reliability = new ArrayList<>(labels);
    for (int label = 0; label < labels; label++) {
      reliability.add(label / 1e3);
    }
    return new Selector(weights, reliability);
  }

  /// Reads nothing.
  private static final class Mute implements Encoder {

    @Override
    public String name() {
      return "mute";
    }

    @Override
    public int width() {
      return WIDTH;
    }

    @Override
    public double millis(String text) {
      return 0;
    }

    @Override
    public boolean takesIn(String text) {
      return false;
    }

    @Override
    public float[] encode(String text) {
      throw new IllegalStateException("it reads nothing");
    }
  }
}
