package dev.asterism.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceIdTest {

  @Test
  void lettersDigitsDashesAndUnderlinesNameATraceAndNothingElseDoes() {
    IntStream.rangeClosed(0, 0x17F)
        .forEach(letter ->
            assertThat(TraceId.isOne("1234567" + Character.toString(letter)))
                .as("U+%04X", letter)
                .isEqualTo(Character.toString(letter).matches("[A-Za-z0-9_-]")));
  }

  @Test
  void aNameHasEightToSixtyFourLetters() {
    IntStream.rangeClosed(0, 70)
        .forEach(length ->
            assertThat(TraceId.isOne("a".repeat(length))).isEqualTo(length >= 8 && length <= 64));
    assertThatThrownBy(() -> new TraceId("short")).hasMessage("not a trace id: short");
  }
}
