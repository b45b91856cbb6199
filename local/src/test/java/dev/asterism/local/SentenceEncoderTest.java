package dev.asterism.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.student.Encoder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
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

  @Test
  void whatATextTakesGrowsWithItsLengthAsFarAsItIsRead() {
    double one = ENCODER.millis("one");
    double sentence = ENCODER.millis("the parcel never arrived, where is it");
    double longest = ENCODER.millis("the parcel never arrived ".repeat(100));
    assertThat(one).isPositive();
    assertThat(sentence).isBetween(one, longest);
    assertThat(longest).isGreaterThan(2 * one).isLessThan(10_000);
    assertThat(ENCODER.millis("the parcel never arrived ".repeat(400_000))).isEqualTo(longest);
  }

  @Test
  void whereTooManyAskAtOnceSomeAreReadAndTheOthersAreToldInTime() throws Exception {
    Map<Boolean, Integer> answers = new ConcurrentHashMap<>();
    AtomicLong longest = new AtomicLong();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < 600; client++) {
        String text = client + " asks for " + "a parcel that never came ".repeat(30);
        clients.execute(() -> {
          long begun = System.nanoTime();
          answers.merge(ENCODER.encodeSoon(text).isPresent(), 1, Integer::sum);
          longest.accumulateAndGet(System.nanoTime() - begun, Math::max);
        });
      }
    }
    assertThat(answers.get(true)).isPositive();
    assertThat(answers.get(false)).isGreaterThan(300);
    // All of them one after the other would take several seconds.
    assertThat(longest.get()).isLessThan(SentenceEncoder.PATIENCE.plusSeconds(1).toNanos());
    assertThat(ENCODER.encodeSoon("one more")).contains(ENCODER.encode("one more"));
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
