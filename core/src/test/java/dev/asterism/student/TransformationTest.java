package dev.asterism.student;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5|5",
        "1,250|1250",
        "1,250.50|1250.5",
        "-3|-3",
        "twelve|12",
        "Twenty-five|25",
        "three hundred and five|305",
        "two thousand|2000",
        "one million two hundred thousand|1200000",
        "0.50|0.5"
      })
  void numbersAreReadAsPeopleWriteThem(String words, String digits) {
    assertThat(Transformation.NUMBER.of(words)).contains(new Value.Numeric(digits));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "and", "hundred", "1,2", "12,34", "five apples", "1.2.3", "-", "and five"})
  void whatIsNoNumberIsNone(String words) {
    assertThat(Transformation.NUMBER.of(words)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-03-04",
        "2025/3/4",
        "3/4/2025",
        "03-04-2025",
        "March 4, 2025",
        "Mar. 4 2025",
        "march 4th 2025",
        "4 March 2025",
        "the 4th of March, 2025"
      })
  void datesBecomeIso(String words) {
    assertThat(Transformation.DATE_MONTH_FIRST.of(words)).contains(new Value.Text("2025-03-04"));
  }

  @Test
  void whichOfTwoSmallNumbersIsTheMonthIsTheTeachersWay() {
    assertThat(Transformation.DATE_DAY_FIRST.of("3/4/2025")).contains(new Value.Text("2025-04-03"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2025", "30 February 2025", "13/13/2025", "4 March", "4 Marzipan 2025"})
  void whatIsNoDateIsNone(String words) {
    assertThat(Transformation.DATE_MONTH_FIRST.of(words)).isEmpty();
  }

  @Test
  void lettersAreChangedInEveryAlphabet() {
    assertThat(Transformation.LOWER_CASE.of("\u00C9T\u00C9 A"))
        .contains(new Value.Text("\u00E9t\u00E9 a"));
    assertThat(Transformation.CAPITALIZED.of("new YORK o'hare"))
        .contains(new Value.Text("New York O'hare"));
    assertThat(Transformation.BARE.of("(555) 010-2030")).contains(new Value.Text("5550102030"));
  }
}
