package dev.asterism.telemetry;

import dev.asterism.gateway.GatewayEvents.Followed;
import dev.asterism.trace.Trace;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Logs each answer.
///
/// @param to what takes the lines without making anybody wait
record RequestLog(Logger to) {

  static final Logger LOG = Logger.getLogger("dev.asterism.requests");

  /// {@return who follows a request as before, and logs its end}
  Followed reading(Followed followed) {
    return new Logged(followed, to);
  }

  private record Logged(Followed followed, Logger to) implements Followed {

    @Override
    public List<Map.Entry<String, String>> headers() {
      return followed.headers();
    }

    @Override
    public void ended(Trace trace) {
      followed.ended(trace);
      LogRecord line = new LogRecord(Level.INFO, "request");
      line.setLoggerName(to.getName());
      line.setParameters(new Object[] {RequestLine.of(trace, followed.headers())});
      to.log(line);
    }
  }
}
