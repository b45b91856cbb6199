package dev.asterism.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupingTest {

  @Test
  void eachLineIsAGroup() {
    assertThat(Grouping.read("1 3\n2\n", 3))
        .contains(new Grouping(List.of(List.of(0, 2), List.of(1))));
    assertThat(Grouping.read(" 2, 1 \r\n3", 3))
        .contains(new Grouping(List.of(List.of(1, 0), List.of(2))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1 2",
        "1 2\n2 3",
        "0 1 2",
        "1 2 3 4",
        "1 2 and 3",
        "All of them.",
        "1-3",
        "1 2\n\n3"
      })
  void whatIsNotEachNumberOnceIsNoVerdict(String text) {
    assertThat(Grouping.read(text, 3)).isEmpty();
  }
}
