package dev.asterism.perform;

import dev.asterism.provider.UpstreamException;

/// What came of asking a model for a whole answer.
sealed interface Heard {

  Course.Booking booking();

  /// {@return the model that was asked}
  String model();

  /// It answered.
  ///
  /// @param weighed whether it was asked how likely it found its tokens
  record Answer(Course.Booking booking, Given.Whole whole, Said said, boolean weighed)
      implements Heard {

    @Override
    public String model() {
      return whole.model();
    }
  }

  /// It refused, or said what answers nothing.
  ///
  /// @param why in a word or two
  record Refusal(Course.Booking booking, Given.Whole whole, String why) implements Heard {

    @Override
    public String model() {
      return whole.model();
    }
  }

  /// It could not be asked, or its answer could not be had.
  record Loss(Course.Booking booking, String model, UpstreamException failure) implements Heard {}

  /// {@return what to say of a model that gave no answer; empty for one that did}
  default String failing() {
    return switch (this) {
      case Answer _ -> "";
      case Refusal(_, _, var why) -> why;
      case Loss(_, _, var failure) -> "failed (" + failure.code() + ")";
    };
  }
}
