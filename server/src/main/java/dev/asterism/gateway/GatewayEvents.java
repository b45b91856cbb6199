package dev.asterism.gateway;

import dev.asterism.model.Depth;
import dev.asterism.perform.Course;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Trace;
import java.util.List;
import java.util.Map;

/// Hears of every request and its answer, to follow, count and time it.
public interface GatewayEvents {

  /// A request has come.
  ///
  /// @param headers the client's
  /// @return who follows it to its end
  default Followed begun(List<Map.Entry<String, String>> headers) {
    return new Unfollowed(headers);
  }

  /// An answer was sent.
  ///
  /// @param policy such as `direct` or `student`
  /// @param overheadMicros the part of the time not spent waiting for a provider
  void answered(String policy, int status, long totalMicros, long overheadMicros);

  /// A live student looked at a request, whether it answers or not.
  default void judged(TaskId task, Depth depth, long nanos) {
    // Nobody counts.
  }

  /// A policy's cache was looked into.
  ///
  /// @param policy its name
  default void lookedUp(String policy, Course.Lookup found) {
    // Nobody counts.
  }

  /// One request on its way.
  interface Followed {

    /// {@return the headers that it goes on with: the client's, but for those that say where it is
    /// on its way through several systems}
    List<Map.Entry<String, String>> headers();

    /// It was answered, or its client left. Not called for a request that is refused unread.
    void ended(Trace trace);
  }

  /// Nobody follows it.
  record Unfollowed(List<Map.Entry<String, String>> headers) implements Followed {

    @Override
    public void ended(Trace trace) {
      // Nobody waits for it.
    }
  }
}
