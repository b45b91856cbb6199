package dev.asterism.store;

import dev.asterism.trace.Call;
import dev.asterism.trace.TraceId;
import java.util.List;

/// A request that was put to several models, to compare what they say.
///
/// @param number of its trace; rises with time
/// @param best the model that the others were compared with
public record Probe(
    long number, TraceId id, String endpoint, String best, byte[] request, List<Call> calls) {

  public Probe {
    calls = List.copyOf(calls);
  }
}
