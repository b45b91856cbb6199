package dev.asterism.discover;

import dev.asterism.chat.Label;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Listing;
import dev.asterism.task.Wording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// What a teacher's answers look like.
///
/// @param wording the constant text around them
/// @param form what varies inside it
/// @param values what varies, for each answer
record Answers(Wording wording, Form form, List<String> values) {

  private static final double NEARLY_ALL = 0.95;
  private static final int LONGEST_LABEL = 60;
  private static final int MOST_WORDS = 6;
  private static final int FIRST_WORD = 4;
  private static final int HIGHEST_LEVEL = 10;

  /// Answers that are all different tell of no set that they come from.
  private static final double REPEATING = 0.9;

  /// Sightings for each label, after which one that was never seen is not expected.
  private static final int SETTLED = 20;

  private static final List<List<String>> SCALES =
      List.of(
          List.of("low", "medium", "high"),
          List.of("low", "normal", "high", "critical"),
          List.of("low", "medium", "high", "critical"),
          List.of("low", "medium", "high", "urgent"),
          List.of("minor", "major", "critical"),
          List.of("negative", "neutral", "positive"),
          List.of("very negative", "negative", "neutral", "positive", "very positive"),
          List.of("bad", "average", "good"),
          List.of("poor", "fair", "good", "excellent"),
          List.of("never", "rarely", "sometimes", "often", "always"));

  Answers {
    values = List.copyOf(values);
  }

  /// The kinds of answers that can be told apart by looking at them.
  enum Form {
    TRUTH,
    LEVELS,
    LABELS,
    JSON,
    NUMBER,
    /// Copied from the input.
    SPAN,
    /// Any text behind a beginning that is always the same, such as a query.
    WORDED,
    FREE
  }

  /// {@return what these answers look like}
  ///
  /// @param inputs what each was an answer to
  /// @param listing what the instructions list: of a long list few labels come twice before the
  ///   others come once
  static Answers of(List<String> answers, List<String> inputs, Listing listing) {
    Wording wording = Wordings.of(answers);
    List<String> values =
        answers.stream().map(answer -> wording.inner(answer).orElse(answer.strip())).toList();
    List<String> whole = answers.stream().map(String::strip).toList();
    return nearlyAll(whole, Answers::isObject)
        ? new Answers(Wording.NONE, Form.JSON, whole)
        : new Answers(wording, form(values, inputs, wording, listing), values);
  }

  private static Form form(
      List<String> values, List<String> inputs, Wording wording, Listing listing) {
    Set<String> distinct = new TreeSet<>();
    values.forEach(value -> distinct.add(value.toLowerCase(Locale.ROOT)));
    if (distinct.equals(Set.of("false", "true"))) {
      return Form.TRUTH;
    }
    if (scale(distinct).size() >= distinct.size() && distinct.size() > 1) {
      return Form.LEVELS;
    }
    if (isSet(values) || areListed(values, listing)) {
      return Form.LABELS;
    }
    if (nearlyAll(values, Answers::isNumber)) {
      return Form.NUMBER;
    }
    long copied =
        IntStream.range(0, values.size())
            .filter(i -> inputs.get(i).contains(values.get(i)))
            .count();
    if (copied >= NEARLY_ALL * values.size()) {
      return Form.SPAN;
    }
    return wording.prefix().isEmpty() && !beginAlike(values) ? Form.FREE : Form.WORDED;
  }

  private static boolean beginAlike(List<String> values) {
    String first = firstWord(values.getFirst());
    return Tokens.weight(first) >= FIRST_WORD
        && nearlyAll(values, value -> firstWord(value).equals(first));
  }

  private static String firstWord(String value) {
    return value.substring(0, Tokens.of(value)[Math.min(1, Tokens.of(value).length - 1)]);
  }

  /// {@return whether a student could ever give such answers, and there is more than one of them}
  boolean structured() {
    return form != Form.FREE && values.stream().distinct().count() > 1;
  }

  AnswerSpace space() {
    Set<String> distinct = new TreeSet<>(values);
    return switch (form) {
      case TRUTH -> new AnswerSpace.Truth();
      case LEVELS -> AnswerSpace.Levels.of(labels(ordered(distinct)));
      case LABELS ->
          isComplete()
              ? AnswerSpace.Labels.of(labels(List.copyOf(distinct)))
              : new AnswerSpace.Open();
      case JSON, NUMBER, SPAN, WORDED, FREE -> new AnswerSpace.Open();
    };
  }

  private boolean isComplete() {
    Map<String, Integer> counts = new HashMap<>();
    values.forEach(value -> counts.merge(value, 1, Integer::sum));
    return values.size() >= SETTLED * counts.size() && !counts.containsValue(1);
  }

  private static List<String> ordered(Set<String> distinct) {
    Set<String> lower = new TreeSet<>();
    distinct.forEach(value -> lower.add(value.toLowerCase(Locale.ROOT)));
    List<String> scale = scale(lower);
    List<String> levels = new ArrayList<>();
    for (String level : scale) {
      distinct.stream()
          .filter(value -> value.equalsIgnoreCase(level))
          .findFirst()
          .or(() -> isWhole(level) ? java.util.Optional.of(level) : java.util.Optional.empty())
          .ifPresent(levels::add);
    }
    return levels;
  }

  /// The scale that lower-case values are on, lowest first; empty where they are on none.
  private static List<String> scale(Set<String> values) {
    if (values.stream().allMatch(Answers::isWhole)) {
      int[] numbers = values.stream().mapToInt(Integer::parseInt).sorted().toArray();
      return IntStream.rangeClosed(numbers[0], numbers[numbers.length - 1])
          .mapToObj(Integer::toString)
          .toList();
    }
    return SCALES.stream().filter(scale -> scale.containsAll(values)).findFirst().orElse(List.of());
  }

  private static boolean isWhole(String value) {
    return value.matches("[0-9]{1,2}") && Integer.parseInt(value) <= HIGHEST_LEVEL;
  }

  private static boolean isNumber(String value) {
    return value.matches("[-+]?[0-9]{1,15}(\\.[0-9]{1,15})?");
  }

  private static boolean isObject(String value) {
    return (value.startsWith("{") && value.endsWith("}"))
        || (value.startsWith("[") && value.endsWith("]"));
  }

  private static boolean isSet(List<String> values) {
    return nearlyAll(values, Answers::isShort)
        && values.stream().distinct().count() <= REPEATING * values.size();
  }

  private static boolean areListed(List<String> values, Listing listing) {
    Set<String> listed = new TreeSet<>(values);
    listed.removeIf(value -> value.indexOf('\n') >= 0 || !listing.names(value));
    return nearlyAll(values, listed::contains);
  }

  private static boolean isShort(String value) {
    return value.length() <= LONGEST_LABEL
        && value.indexOf('\n') < 0
        && value.split("\\s+", MOST_WORDS + 2).length <= MOST_WORDS;
  }

  private static boolean nearlyAll(List<String> values, Predicate<String> test) {
    return values.stream().filter(test).count() >= NEARLY_ALL * values.size();
  }

  private static List<Label> labels(List<String> values) {
    return values.stream().<Label>map(Label.Text::new).toList();
  }
}
