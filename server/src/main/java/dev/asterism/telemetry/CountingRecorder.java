package dev.asterism.telemetry;

import dev.asterism.trace.Recorder;
import dev.asterism.trace.Trace;

/// Counts what answers and checks cost on their way to where they are kept, so that what is shed
/// there is counted too.
public record CountingRecorder(Recorder to, Metrics metrics) implements Recorder {

  @Override
  public void record(Trace.Recording recording) {
    metrics.spent(recording.trace());
    to.record(recording);
  }
}
