package dev.asterism.store;

import dev.asterism.trace.Trace;
import java.util.List;
import java.util.OptionalLong;

/// A part of a search.
///
/// @param traces found, newest first
/// @param next the number before which to search on; empty where all was searched
public record FoundTraces(List<Trace> traces, OptionalLong next) {

  public FoundTraces {
    traces = List.copyOf(traces);
  }
}
