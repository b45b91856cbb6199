package dev.asterism.server;

import dev.asterism.chat.Label;
import dev.asterism.gateway.FeedbackSink;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoredTrace;
import dev.asterism.trace.TraceId;
import java.util.Optional;

/// Feedback on what the store holds.
record StoredFeedback(SqliteStore store) implements FeedbackSink {

  @Override
  public boolean feedback(TraceId trace, int position, Label answer) {
    return store.feedback(trace, position, answer);
  }

  @Override
  public Optional<byte[]> request(TraceId trace) {
    // The answer may have been sent this moment.
    store.flush();
    return store.trace(trace).filter(stored -> !stored.requestCut()).map(StoredTrace::request);
  }
}
