package dev.asterism.perform;

import dev.asterism.policy.Outlook;
import dev.asterism.trace.Draft;
import java.util.Collection;
import java.util.Map;

/// What was learnt of the drafts of a cascade's members, brought to bear on one question.
public interface Scoring {

  /// {@return whether enough is learnt of a member for its drafts to be judged}
  boolean knows(String model);

  /// {@return whether it is worth asking a member how sure it is}
  boolean tells(String model);

  /// {@return how likely a member's draft is as good as the last model's answer, in [0, 1]}
  ///
  /// @param model one that is known
  /// @param drafts those at hand, by member, its own among them
  double quality(String model, Map<String, Draft> drafts);

  /// {@return what its draft would be judged}
  ///
  /// @param model one that is known
  /// @param heard the others whose drafts are at hand
  Outlook outlook(String model, Collection<String> heard);

  /// {@return the name of the learner and of all that it learnt from: whoever learnt otherwise, or
  /// from anything else, judges otherwise}
  String lessons();
}
