package dev.asterism.store;

import dev.asterism.trace.Example;
import dev.asterism.trace.Trace;
import java.util.Arrays;

/// A recording as it will be kept: bodies no longer than the limit.
///
/// @param bytes how much memory it holds while it waits, about
record Kept(Trace.Recording recording, boolean requestCut, boolean responseCut, long bytes) {

  private static final int OVERHEAD = 1_000;
  private static final int CALL = 300;

  static Kept of(Trace.Recording recording, int bodyLimit) {
    byte[] request = cut(recording.request(), bodyLimit);
    byte[] response = cut(recording.response(), bodyLimit);
    long bytes = OVERHEAD + (long) request.length + response.length;
    for (Example example : recording.examples()) {
      bytes += OVERHEAD + example.input().length();
    }
    bytes += (long) CALL * recording.calls().size();
    bytes += recording.reuse().kept().map(it -> OVERHEAD + it.meaning().size()).orElse(0);
    return new Kept(
        new Trace.Recording(
            recording.trace(),
            request,
            response,
            recording.tasks(),
            recording.examples(),
            recording.calls(),
            recording.reuse()),
        request.length < recording.request().length,
        response.length < recording.response().length,
        bytes);
  }

  private static byte[] cut(byte[] body, int limit) {
    return body.length <= limit ? body : Arrays.copyOf(body, limit);
  }
}
