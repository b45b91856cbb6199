package dev.asterism.student;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokensTest {

  @Test
  void wordsDigitsAndMarksAreTokensOfTheirOwn() {
    assertThat(words("Can't go, 5pm-ish \u00E9t\u00E9 $3.50"))
        .containsExactly(
            "Can't", "go", ",", "5", "pm", "-", "ish", "\u00E9t\u00E9", "$", "3", ".", "50");
  }

  @Test
  void whateverComesTheTokensLieInItInOrderAndNothingButBlanksBetween() {
    Random random = new Random(4);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = random.nextInt(60); c > 0; c--) {
        text.append(
            (char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
      }
      Tokens tokens = Tokens.of(text.toString());
      int end = 0;
      for (int token = 0; token < tokens.size(); token++) {
        assertThat(blank(text.substring(end, tokens.starts()[token]))).isTrue();
        assertThat(tokens.ends()[token]).isGreaterThan(tokens.starts()[token]);
        end = tokens.ends()[token];
      }
      assertThat(blank(text.substring(end))).isTrue();
      assertThat(tokens.whole()).isTrue();
    }
  }

  @Test
  void aLongTextIsCutAndSaysSo() {
    Tokens tokens = Tokens.of("a ".repeat(1_000_000));
    assertThat(tokens.size()).isEqualTo(Tokens.MOST);
    assertThat(tokens.whole()).isFalse();
  }

  private static boolean blank(String text) {
    return text.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  private static List<String> words(String text) {
    Tokens tokens = Tokens.of(text);
    List<String> words = new ArrayList<>();
    for (int token = 0; token < tokens.size(); token++) {
      words.add(tokens.span(token, token));
    }
    return words;
  }
}
