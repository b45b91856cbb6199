package dev.asterism.store;

import dev.asterism.trace.Call;
import java.util.List;

/// A request that was put to all of a policy's models, and what each made of it.
public record Explored(StoredTrace trace, List<Call> calls) {

  public Explored {
    calls = List.copyOf(calls);
  }
}
