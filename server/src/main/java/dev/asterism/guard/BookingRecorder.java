package dev.asterism.guard;

import dev.asterism.trace.Recorder;
import dev.asterism.trace.Trace;

/// Books what answers, checks and lessons cost on their way to where they are kept, so that what is
/// shed there is paid for too.
public record BookingRecorder(Recorder to, Budgets budgets) implements Recorder {

  @Override
  public void record(Trace.Recording recording) {
    if (!budgets.isEmpty()) {
      budgets.book(recording.trace().at(), recording.trace().cost());
    }
    to.record(recording);
  }
}
