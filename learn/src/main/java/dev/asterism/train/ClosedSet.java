package dev.asterism.train;

import dev.asterism.chat.Label;
import dev.asterism.chat.Value;
import dev.asterism.discover.Wordings;
import dev.asterism.task.Listing;
import dev.asterism.task.Wording;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Whether a task's answers, or parts of them, come from a small set.
///
/// Good and Turing: the share of values that were seen once is the chance that the next is one that
/// was never seen. Values that the instructions list are no news whenever they come, so the same
/// holds of the others alone; where all are listed, the set is known at once.
///
/// @param listing what the task's instructions list
record ClosedSet(Listing listing) {

  /// Values that a student can tell apart.
  static final int MOST = 255;

  /// The chance of a new value from which values are thought to have no end.
  private static final double NEW = 0.05;

  /// {@return whether whole answers come from a small set}
  boolean holds(List<Label> answers) {
    Wording wording = wording(answers);
    return holds(
        answers,
        answer ->
            answer instanceof Label.Text(var text)
                && (listing.names(text) || wording.inner(text).filter(listing::names).isPresent()));
  }

  /// {@return the same of the values of a part}
  boolean holdsOf(List<Optional<Value>> values) {
    return holds(values, this::isListed);
  }

  /// {@return whether new values of a part keep coming}
  boolean isEndless(List<Optional<Value>> values) {
    return news(counts(values), this::isListed) > NEW * values.size();
  }

  /// {@return what the instructions say of an answer}
  Optional<String> explanation(Label answer, Wording wording) {
    return answer instanceof Label.Text(var text)
        ? listing.explanation(text).or(() -> wording.inner(text).flatMap(listing::explanation))
        : Optional.empty();
  }

  /// {@return what a teacher writes around its answers}
  static Wording wording(Collection<Label> answers) {
    return Wordings.of(answers.stream().map(Label::display).distinct().toList());
  }

  private boolean isListed(Optional<Value> value) {
    return value.isPresent()
        && switch (value.get()) {
          case Value.Text(var text) -> listing.names(text);
          case Value.Numeric(var digits) -> listing.names(digits);
          case Value.Truth _, Value.Nothing _, Value.Many _, Value.Fields _ -> false;
        };
  }

  private static <T> boolean holds(List<T> values, Predicate<T> listed) {
    Map<T, Integer> counts = counts(values);
    return counts.size() <= MOST && news(counts, listed) <= NEW * values.size();
  }

  /// How many values were seen once and are not listed.
  private static <T> long news(Map<T, Integer> counts, Predicate<T> listed) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() == 1 && !listed.test(entry.getKey()))
        .count();
  }

  /// {@return how often each value is there}
  static <T> Map<T, Integer> counts(List<T> values) {
    Map<T, Integer> counts = new HashMap<>();
    values.forEach(value -> counts.merge(value, 1, Integer::sum));
    return counts;
  }
}
