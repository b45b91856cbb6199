package dev.asterism.gateway;

import dev.asterism.chat.Label;
import dev.asterism.trace.TraceId;

/// Where callers' feedback goes.
public interface FeedbackSink {

  /// {@return whether the trace is known}
  ///
  /// @param position the question's place in its request; 0 for chat
  boolean feedback(TraceId trace, int position, Label answer);
}
