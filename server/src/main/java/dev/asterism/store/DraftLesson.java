package dev.asterism.store;

import dev.asterism.trace.Draft;
import dev.asterism.trace.TraceId;
import java.util.List;

/// One probe, as far as a judge of drafts that learns no more learnt from it; no words.
///
/// @param number of the probe
/// @param trace its trace, or what was that
/// @param grams hashes of what its question says
/// @param shape what the question looks like
public record DraftLesson(
    long number, TraceId trace, long[] grams, double[] shape, List<Drafted> drafts) {

  public DraftLesson {
    drafts = List.copyOf(drafts);
  }

  /// @param good whether it was as good as the best model's answer
  public record Drafted(String model, Draft draft, boolean good) {}
}
