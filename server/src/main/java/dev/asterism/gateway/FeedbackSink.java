package dev.asterism.gateway;

import dev.asterism.chat.Label;
import dev.asterism.trace.TraceId;
import java.util.Optional;

/// Where callers' feedback goes.
public interface FeedbackSink {

  /// {@return whether the trace is known}
  ///
  /// @param position the question's place in its request; 0 for chat
  boolean feedback(TraceId trace, int position, Label answer);

  /// {@return the request that a trace answered, to find a question by its name; empty where it is
  /// not known, or not kept whole}
  Optional<byte[]> request(TraceId trace);
}
