package dev.asterism.perform;

import dev.asterism.provider.UpstreamException;

/// What came of asking a model for a whole answer.
sealed interface Heard {

  Course.Booking booking();

  /// {@return the member that was asked}
  default String model() {
    return booking().model();
  }

  /// It answered.
  ///
  /// @param weighed whether it was asked how likely it found its tokens
  record Answer(Course.Booking booking, Given.Whole whole, Said said, boolean weighed)
      implements Heard {}

  /// It refused, or said what answers nothing.
  ///
  /// @param why in a word or two
  record Refusal(Course.Booking booking, Given.Whole whole, String why) implements Heard {}

  /// It could not be asked, or its answer could not be had.
  record Loss(Course.Booking booking, UpstreamException failure) implements Heard {}

  /// {@return what to say of a model that gave no answer; empty for one that did}
  default String failing() {
    return switch (this) {
      case Answer _ -> "";
      case Refusal(_, _, var why) -> why;
      case Loss(_, var failure) -> "failed (" + failure.code() + ")";
    };
  }
}
