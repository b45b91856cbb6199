package dev.asterism.store;

import dev.asterism.trace.Call;
import dev.asterism.trace.Trace;
import java.util.List;

/// A request to a policy, with the calls that were made for it in their order; none where a student
/// or a kept answer was enough.
public record PolicyRequest(Trace trace, List<Call> calls) {

  public PolicyRequest {
    calls = List.copyOf(calls);
  }
}
