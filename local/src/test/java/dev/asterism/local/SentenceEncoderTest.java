package dev.asterism.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.student.Encoder;
import org.junit.jupiter.api.Test;

class SentenceEncoderTest {

  private static final Encoder ENCODER = new LocalEncoders().preferred().orElseThrow();

  @Test
  void aParaphraseLiesNearerThanAnotherMatter() {
    String asked = "How do I get a new card?";
    double paraphrase = likeness(asked, "Please send me a replacement for my bank card.");
    double other = likeness(asked, "What is the capital of Mongolia?");
    assertThat(paraphrase).isGreaterThan(0.6);
    assertThat(other).isLessThan(0.2);
  }

  @Test
  void vectorsHaveUnitLength() {
    for (String text : new String[] {"", "a", "two words", "x ".repeat(5_000)}) {
      assertThat(likeness(text, text)).isCloseTo(1, within(1e-4));
      assertThat(ENCODER.encode(text)).hasSize(ENCODER.width());
    }
  }

  @Test
  void aLongTextIsReadByItsBeginning() {
    String beginning = "the parcel never arrived ".repeat(100);
    assertThat(ENCODER.encode(beginning + "one end"))
        .isEqualTo(ENCODER.encode(beginning + "another end"));
  }

  private static double likeness(String one, String other) {
    float[] a = ENCODER.encode(one);
    float[] b = ENCODER.encode(other);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
