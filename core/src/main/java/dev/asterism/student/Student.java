package dev.asterism.student;

import dev.asterism.chat.Label;
import dev.asterism.cost.UsageEstimate;
import java.util.List;

/// A micro-model of one task. Immutable, deterministic, safe for any number of threads.
public sealed interface Student permits LinearStudent, CarefulStudent, ComposedStudent {

  /// {@return every label it can answer, in the order of its probabilities; empty where answers are
  /// made of parts}
  List<Label> labels();

  /// {@return its answer to an input of any length, with how sure it is; never throws}
  Verdict judge(String input);

  /// {@return the same for a request, which cannot wait: where too many others want to be read by
  /// the student's encoder, it is not sure at all, and says why}
  Verdict judgeSoon(String input);

  /// {@return a label as the teacher writes it in a chat answer}
  String surface(Label label);

  /// {@return what the teacher's usage would be for an answer with this label}
  UsageEstimate usage(Label label);
}
