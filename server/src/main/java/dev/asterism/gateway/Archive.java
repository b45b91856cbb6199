package dev.asterism.gateway;

import dev.asterism.trace.TraceId;
import dev.asterism.wire.dialect.OwnResponse;
import java.util.Optional;

/// Where responses that students gave are found again.
public interface Archive {

  /// {@return the response of a trace; empty where a student gave none, or it is not kept whole}
  Optional<OwnResponse> response(TraceId trace);

  /// Erases what was asked and answered; what it cost is kept.
  ///
  /// @return whether there was such a response
  boolean forget(TraceId trace);
}
