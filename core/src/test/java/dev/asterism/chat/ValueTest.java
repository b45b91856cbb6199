package dev.asterism.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {

  @Test
  void whateverIsWrittenIsReadBackInEverySpelling() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      Value value = value(random, 0);
      Spelling spelling =
          new Spelling(
              " ".repeat(random.nextInt(2)),
              " ".repeat(random.nextInt(2)),
              random.nextInt(3),
              random.nextBoolean(),
              List.of("b", "a"));
      assertThat(Value.read(spelling.write(value))).contains(value);
      assertThat(Value.read(value.canonical()).map(Value::canonical)).contains(value.canonical());
    }
  }

  @Test
  void theOrderOfKeysAndBlanksIsNoDifferenceTheOrderOfAListIs() {
    Value one = Value.read("{ \"b\" : [1, 2],\n\"a\":null}").orElseThrow();
    Value other = Value.read("{\"a\":null,\"b\":[1,2]}").orElseThrow();
    assertThat(one.label()).isEqualTo(other.label());
    assertThat(one).isEqualTo(other);
    assertThat(Value.read("{\"a\":null,\"b\":[2,1]}").orElseThrow().label())
        .isNotEqualTo(one.label());
  }

  @ParameterizedTest
  @CsvSource({
    "1.50, 1.5",
    "-0, 0",
    "1e3, 1000",
    "0.10, 0.1",
    "12, 12",
    "1E-2, 0.01",
    "100, 100",
    "-7.0, -7"
  })
  void numbersOfOneSizeAreEqual(String written, String plain) {
    assertThat(Value.read(written)).contains(new Value.Numeric(plain));
  }

  @Test
  void escapesAndEveryAlphabetAreRead() {
    assertThat(Value.read("\"a\\\"b\\\\c\\/d\\n\\u00e9\\ud83d\\ude00\u65E5\""))
        .contains(new Value.Text("a\"b\\c/d\n\u00e9\uD83D\uDE00\u65E5"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}",
        "01",
        "1.",
        "+1",
        ".5",
        "tru",
        "[1 2]",
        "\"\n\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\ud83d\"",
        "{a:1}",
        "1 2",
        "NaN",
        "nul",
        "\"",
        "1e999",
        "'a'"
      })
  void whatIsNoJsonIsNoValue(String text) {
    assertThat(Value.read(text)).isEmpty();
  }

  @Test
  void whatIsTooDeepOrTooLongIsNoValue() {
    assertThat(Value.read("[".repeat(100_000))).isEmpty();
    assertThat(Value.read("[".repeat(50) + "]".repeat(50))).isEmpty();
    assertThat(Value.read("[" + "1,".repeat(100_000) + "1]")).isEmpty();
    assertThat(Value.read("1".repeat(100))).isEmpty();
  }

  @Test
  void aFencedAnswerIsWhatIsInside() {
    assertThat(Value.ofAnswer("```json\n{\"a\": 1}\n```"))
        .isEqualTo(Value.read("{\"a\":1}").orElseThrow());
    assertThat(Value.ofAnswer("```")).isEqualTo(new Value.Text("```"));
    assertThat(Value.ofAnswer("``````")).isEqualTo(new Value.Text("``````"));
  }

  @Test
  void anAnswerThatIsNoObjectOrListIsItsText() {
    assertThat(Value.ofAnswer("12")).isEqualTo(new Value.Text("12"));
    assertThat(Value.ofAnswer("{not json")).isEqualTo(new Value.Text("{not json"));
    assertThat(Value.ofAnswer("spam").label()).isEqualTo(new Label.Text("spam"));
  }

  private static Value value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 4 : 6)) {
      case 0 -> new Value.Text(text(random));
      case 1 -> new Value.Truth(random.nextBoolean());
      case 2 -> new Value.Nothing();
      case 3 -> Value.read(Integer.toString(random.nextInt(10_000) - 5_000)).orElseThrow();
      case 4 -> {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth + 1));
        }
        yield new Value.Many(items);
      }
      default -> {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          fields.put(random.nextBoolean() ? "a" : text(random), value(random, depth + 1));
        }
        yield new Value.Fields(fields);
      }
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.appendCodePoint(
          random.nextInt(3) == 0
              ? "\"\\/\b\f\n\r\t\u0000\u007f ".codePointAt(random.nextInt(11))
              : Optional.of(random.nextInt(0x11000))
                  .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                  .orElse(0x1F600));
    }
    return text.toString();
  }
}
