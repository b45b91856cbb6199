package dev.asterism.perform;

import dev.asterism.chat.Value;
import dev.asterism.provider.UpstreamException;

/// What came of a part of a divided request.
sealed interface Finish {

  /// {@return the id of the part}
  String step();

  record Done(String step, Value answer) implements Finish {}

  /// @param why in a few words
  record Failed(String step, String why) implements Finish {}

  /// Nobody waits for it any more.
  record Left(String step, UpstreamException left) implements Finish {}
}
