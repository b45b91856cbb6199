package dev.asterism.server;

import dev.asterism.gateway.Archive;
import dev.asterism.store.SqliteStore;
import dev.asterism.trace.TraceId;
import dev.asterism.wire.dialect.OwnResponse;
import java.util.Optional;

/// Responses that the store holds, as long as it holds traces.
record StoredResponses(SqliteStore store) implements Archive {

  @Override
  public Optional<OwnResponse> response(TraceId trace) {
    // The answer may have been sent this moment.
    store.flush();
    return store
        .trace(trace)
        .filter(stored -> stored.trace().policy().equals("student"))
        .filter(stored -> !stored.requestCut() && !stored.responseCut())
        .map(stored ->
            new OwnResponse(stored.request(), stored.response(), stored.trace().stream()));
  }

  @Override
  public boolean forget(TraceId trace) {
    return response(trace).isPresent() && store.erase(trace);
  }
}
