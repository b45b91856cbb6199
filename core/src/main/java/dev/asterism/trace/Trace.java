package dev.asterism.trace;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One request with its answer.
///
/// @param parent of an audit: the trace whose student answer it checks; of a repeat: the trace
///   whose teacher's answer it repeats
/// @param endpoint the path asked, such as `/v1/chat/completions`
/// @param requestedModel the model that the client named
/// @param answeredBy the model, or student, whose answer the client got
/// @param policy how it was answered, such as `direct` or `student`
/// @param status of the HTTP answer
/// @param error the error's code; empty where there was none
/// @param cost what was paid for this call
/// @param wouldHaveCost what the teacher alone would have cost; zero for an audit or a repeat
/// @param totalMicros from request parsed to last byte of the answer
/// @param upstreamMicros of it, time spent waiting for a remote model
/// @param sightings how many task sightings the request holds
/// @param serving which provider served it, and why that one
public record Trace(
    TraceId id,
    Kind kind,
    Optional<TraceId> parent,
    Instant at,
    String endpoint,
    String requestedModel,
    String answeredBy,
    String policy,
    int status,
    Optional<String> error,
    boolean stream,
    Usage usage,
    Usd cost,
    Usd wouldHaveCost,
    long totalMicros,
    long upstreamMicros,
    int sightings,
    Serving serving) {

  /// A trace with the request's and the answer's bytes, the tasks seen in it, and its examples.
  ///
  /// @param calls those that a policy made, in their order; empty where one model was asked, or
  ///   none
  /// @param reuse what it says of a semantic cache
  public record Recording(
      Trace trace,
      byte[] request,
      byte[] response,
      List<dev.asterism.task.Task> tasks,
      List<Example> examples,
      List<Call> calls,
      Reuse reuse) {

    public Recording {
      calls = List.copyOf(calls);
    }

    /// A recording that says nothing of a semantic cache.
    public Recording(
        Trace trace,
        byte[] request,
        byte[] response,
        List<dev.asterism.task.Task> tasks,
        List<Example> examples,
        List<Call> calls) {
      this(trace, request, response, tasks, examples, calls, Reuse.NONE);
    }

    /// A recording of what took no more than one call.
    public Recording(
        Trace trace,
        byte[] request,
        byte[] response,
        List<dev.asterism.task.Task> tasks,
        List<Example> examples) {
      this(trace, request, response, tasks, examples, List.of());
    }
  }
}
