package dev.asterism.policy;

import java.util.List;

/// The port through which policies are told what to expect of models.
public interface Estimates {

  /// Nothing is known of anybody.
  Estimates NONE = (_, _) -> List.of();

  /// {@return what to expect of each model of a policy, in its order; empty until enough is known}
  ///
  /// @param policy as clients name it
  /// @param question what is asked, as text
  List<Prospect> of(String policy, String question);
}
