package dev.asterism.estimate;

import dev.asterism.trace.Draft;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What there is to tell by whether one member's draft is good, as a row of numbers in order of
/// trust.
///
/// First what was expected of it on the question and how sure the member is of it; then, for each
/// other member, whether it was heard and whether it said the same; last how often a draft that
/// means this was good.
///
/// @param others the members beside the one who drafted
record DraftSigns(List<String> others) {

  private static final int OF_THE_QUESTION = 2;
  private static final int OF_THE_MEMBER = 4;
  private static final int OF_ANOTHER = 2;

  /// Signs of a single answer count for less: there are many, and few drafts to weigh them by.
  private static final double SINGLE = 0.3;

  DraftSigns {
    others = List.copyOf(others);
  }

  int width() {
    return OF_THE_MEMBER + OF_ANOTHER * others.size() + 1;
  }

  /// {@return how many of the first signs may be leant on, rising}
  int[] widths() {
    return new int[] {1, OF_THE_QUESTION, OF_THE_MEMBER, width() - 1, width()};
  }

  /// @param expected of the member on the question, in (0, 1)
  /// @param drafts of the others, as far as they were heard
  double[] of(double expected, Draft own, Map<String, Draft> drafts, Habit habit) {
    double[] signs = new double[width()];
    signs[0] = 1;
    signs[1] = Habit.logit(expected);
    own.confidence()
        .ifPresentOrElse(confidence -> signs[2] = Habit.logit(confidence), () -> signs[3] = 1);
    for (int i = 0; i < others.size(); i++) {
      Optional<Draft> other =
          Optional.ofNullable(drafts.get(others.get(i))).filter(Draft::isFormed);
      if (other.isPresent()) {
        signs[place(i)] = 1;
        signs[place(i) + 1] = other.get().meaning().equals(own.meaning()) ? 1 : -1;
      }
    }
    signs[width() - 1] = SINGLE * habit.logOdds(own.meaning());
    return signs;
  }

  /// {@return the same signs, or the same weights of signs, where only some of the others were
  /// heard}
  double[] heard(double[] all, Collection<String> heard) {
    double[] left = all.clone();
    for (int i = 0; i < others.size(); i++) {
      if (!heard.contains(others.get(i))) {
        Arrays.fill(left, place(i), place(i) + OF_ANOTHER, 0);
      }
    }
    return left;
  }

  private static int place(int other) {
    return OF_THE_MEMBER + OF_ANOTHER * other;
  }
}
