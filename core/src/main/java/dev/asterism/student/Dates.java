package dev.asterism.student;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads dates with a day, a month and a year of four digits, as people write them in English.
final class Dates {

  private static final int LONGEST = 40;

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final String MONTH =
      "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
          + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";

  private static final String DAY = "(\\d{1,2})(?:st|nd|rd|th)?";
  private static final String YEAR = "(\\d{4})";
  private static final Pattern YEAR_FIRST =
      Pattern.compile(YEAR + "[-/.](\\d{1,2})[-/.](\\d{1,2})");
  private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})[-/.](\\d{1,2})[-/.]" + YEAR);
  private static final Pattern MONTH_DAY = Pattern.compile(MONTH + "\\s+" + DAY + ",?\\s+" + YEAR);
  private static final Pattern DAY_MONTH =
      Pattern.compile("(?:the\\s+)?" + DAY + "\\s+(?:of\\s+)?" + MONTH + ",?\\s+" + YEAR);

  private Dates() {}

  /// {@return the date as ISO 8601 has it; empty where the text is none}
  ///
  /// @param monthFirst whether `3/4/2025` is in March
  static Optional<String> read(String span, boolean monthFirst) {
    String text = span.strip().toLowerCase(Locale.ROOT);
    if (text.length() > LONGEST || text.length() < 8) {
      return Optional.empty();
    }
    Matcher yearFirst = YEAR_FIRST.matcher(text);
    if (yearFirst.matches()) {
      return date(number(yearFirst, 1), number(yearFirst, 2), number(yearFirst, 3));
    }
    Matcher yearLast = YEAR_LAST.matcher(text);
    if (yearLast.matches()) {
      int month = number(yearLast, monthFirst ? 1 : 2);
      return date(number(yearLast, 3), month, number(yearLast, monthFirst ? 2 : 1));
    }
    Matcher monthDay = MONTH_DAY.matcher(text);
    if (monthDay.matches()) {
      return date(number(monthDay, 3), month(monthDay.group(1)), number(monthDay, 2));
    }
    Matcher dayMonth = DAY_MONTH.matcher(text);
    return dayMonth.matches()
        ? date(number(dayMonth, 3), month(dayMonth.group(2)), number(dayMonth, 1))
        : Optional.empty();
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static int month(String name) {
    return MONTHS.indexOf(name.substring(0, 3)) + 1;
  }

  private static Optional<String> date(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day).toString());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
