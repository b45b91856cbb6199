package dev.asterism.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// What a terminal would obey, and what it would not.
class PlainTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "\u001b]0;title\u0007",
        "\u009b31m",
        "a\rb",
        "a\nb",
        "a\tb",
        "\u0000",
        "\u007f",
        "\u202eabc",
        "\u2066abc",
        "\u200fabc",
        "\u200babc",
        "a\u2028b",
        "\ud800"
      })
  void whatSteersATerminalBecomesDotsOfTheSameLength(String text) {
    String plain = Plain.of(text);
    assertThat(plain).hasSameSizeAs(text).contains(".");
    assertThat(plain.codePoints().noneMatch(PlainTest::steers)).isTrue();
  }

  @Test
  void whatPeopleWriteStaysAsItIs() {
    String text = "Zürich, 東京, \u05e9\u05dc\u05d5\u05dd, \ud83c\udf1f and [31m";
    assertThat(Plain.of(text)).isEqualTo(text);
  }

  @Test
  void inJsonItIsEscapedSoThatProgramsStillReadTheSame() {
    String text = "\u001b[2J\u009b31m\u202eabc\n\u2028";
    String json =
        Admin.pretty(new JsonMapper().createObjectNode().put("name", text).put("other", "ü"));
    assertThat(json.lines().flatMapToInt(String::codePoints).noneMatch(PlainTest::steers)).isTrue();
    assertThat(json).contains("ü").contains("\n");
    assertThat(new JsonMapper().readTree(json).path("name").asString("")).isEqualTo(text);
  }

  private static boolean steers(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.SURROGATE
        || c == 0x2028;
  }
}
