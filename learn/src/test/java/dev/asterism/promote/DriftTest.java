package dev.asterism.promote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.Examples;
import dev.asterism.trace.Example;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTest {

  private final Drift drift = new Drift(0.05, 1);
  private final Random random = new Random(2);

  @Test
  void trafficAsBeforeIsNoDrift() {
    for (int i = 1; i <= 2_000; i++) {
      drift.add(checked(i, any()));
    }
    assertThat(drift.found()).isFalse();
  }

  @Test
  void referencesInAnotherMixAreADriftOfReferencesThoughTheStudentIsRight() {
    for (int i = 1; i <= 500; i++) {
      drift.add(checked(i, any()));
    }
    for (int i = 501; i <= 1_000; i++) {
      drift.add(checked(i, i % 10 == 0 ? any() : "label 9"));
    }
    assertThat(drift.ofReferences()).isTrue();
    assertThat(drift.ofInputs()).isFalse();
  }

  @Test
  void aStudentThatAbstainsMoreThanItDidIsADriftOfInputs() {
    for (int i = 1; i <= 1_500; i++) {
      boolean abstains = i > 500 && i % 4 != 0;
      drift.add(abstains ? abstained(i) : Examples.unchecked(i, any()));
    }
    assertThat(drift.ofInputs()).isTrue();
    assertThat(drift.ofReferences()).isFalse();
  }

  private static Example checked(long sequence, String answer) {
    return Examples.checked(sequence, answer, answer);
  }

  private Example abstained(long sequence) {
    return Examples.abstained(sequence, any());
  }

  private String any() {
    return "label " + random.nextInt(5);
  }
}
