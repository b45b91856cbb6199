package dev.asterism.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What holds of every answer, on random ones.
class EquivalenceTest {

  private static final int ANSWERS = 5_000;
  private static final List<String> WORDS = List.of("yes", "No", "the", "BLUE", "car", "été", "7");

  private static String words(SplittableRandom random) {
    List<String> words = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      words.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    return "so " + String.join(" ", words);
  }

  @Test
  void caseBlanksEmphasisAndTheLastFullStopSayNothing() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < ANSWERS; i++) {
      String answer = words(random);
      String dressed = "\n **" + answer.toUpperCase(Locale.ROOT).replace(" ", "  \t") + "**. ";
      assertThat(Equivalence.of(dressed)).isEqualTo(Equivalence.of(answer));
    }
  }

  @Test
  void otherWordsMeanSomethingElse() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < ANSWERS; i++) {
      String one = words(random);
      String other = words(random);
      assertThat(Equivalence.of(one).equals(Equivalence.of(other)))
          .isEqualTo(one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT)));
    }
  }

  @Test
  void aNumberIsItsSizeHoweverItIsWritten() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < ANSWERS; i++) {
      long cents = random.nextLong(1_000_000_000_000L);
      String plain = "%d.%02d".formatted(cents / 100, cents % 100);
      String grouped = String.format(Locale.ROOT, "$%,d.%02d00.", cents / 100, cents % 100);
      assertThat(Equivalence.of(grouped)).isEqualTo(Equivalence.of(plain));
      assertThat(Equivalence.of("-" + plain).equals(Equivalence.of(plain))).isEqualTo(cents == 0);
      assertThat(Equivalence.of(plain + "%")).isNotEqualTo(Equivalence.of(plain));
    }
  }

  @Test
  void jsonIsItsValueWhateverTheOrderAndTheBlanks() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < ANSWERS; i++) {
      int count = random.nextInt(100);
      String text = words(random);
      String one = "{\"a\":%d,\"b\":\"%s\"}".formatted(count, text);
      String other = "```json\n{ \"b\" : \"%s\",\n \"a\" : %d }\n```".formatted(text, count);
      assertThat(Equivalence.of(other)).isEqualTo(Equivalence.of(one));
      assertThat(Equivalence.of("{\"a\":%d,\"b\":\"%s\"}".formatted(count + 1, text)))
          .isNotEqualTo(Equivalence.of(one));
    }
  }

  @Test
  void whatAnAnswerMeansMeansTheSame() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < ANSWERS; i++) {
      String meaning = Equivalence.of(words(random));
      assertThat(Equivalence.of(meaning)).isEqualTo(meaning);
    }
  }

  @ParameterizedTest
  @CsvSource({"1.000,1", "007,7", "-0,0", "12 %,12%", "€ 3,3"})
  void spellingsOfOneNumberMeet(String one, String other) {
    assertThat(Equivalence.of(one)).isEqualTo(Equivalence.of(other));
  }
}
