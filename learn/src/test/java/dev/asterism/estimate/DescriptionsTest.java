package dev.asterism.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.estimate.Descriptions.Description;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DescriptionsTest {

  private static final String[] WORDS = {
    "zebra", "apple", "river", "count", "integrate", "moon", "quick", "table", "why", "7", "blue"
  };

  @Test
  void aQuestionSharesAllItsWordsWithItself() {
    List<String> texts = texts(50);
    Descriptions descriptions = Descriptions.of(texts, Optional.empty());
    for (String text : texts) {
      Description question = descriptions.describe(text);
      assertThat(question.sharedWords(question)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void theSameWordsInAnotherOrderAreShared() {
    Descriptions descriptions = Descriptions.of(texts(50), Optional.empty());
    Description one = descriptions.describe("zebra apple river moon quick");
    Description other = descriptions.describe("quick moon river apple zebra");
    Description stranger = descriptions.describe("why blue table");
    // Pairs of neighbours differ.
    assertThat(one.sharedWords(other)).isGreaterThan(0.6);
    assertThat(one.sharedWords(other)).isEqualTo(other.sharedWords(one));
    assertThat(one.sharedWords(stranger)).isLessThan(0.2);
  }

  private static List<String> texts(int size) {
    SplittableRandom random = new SplittableRandom(41);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<String> words = new ArrayList<>();
      for (int word = 0; word < 8; word++) {
        words.add(WORDS[random.nextInt(WORDS.length)]);
      }
      texts.add(String.join(" ", words));
    }
    return texts;
  }
}
