package dev.asterism.perform;

import dev.asterism.provider.Asker;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Serving;
import dev.asterism.wire.dialect.Api;
import java.time.Duration;

/// The port through which models are asked.
public interface Members {

  /// An answer that has begun.
  ///
  /// @param reply to be closed in any case
  /// @param serving who serves it
  record Opened(Reply reply, Serving serving) {}

  /// {@return a model's answer}
  ///
  /// @param asker who may give up before it is there
  /// @param patience how long it may take in all
  /// @throws UpstreamException if there was no answer in time
  /// @throws dev.asterism.wire.BadRequest if no provider of the model can do what is asked
  Opened open(String model, Api api, byte[] body, Asker asker, Duration patience)
      throws UpstreamException;
}
