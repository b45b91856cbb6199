package dev.asterism.perform;

/// Who says what an answer is worth before it is given. An answer that lacks the form that its
/// request asks for is worth nothing to any of them.
public sealed interface Judge {

  /// The model itself: how likely it found its tokens (their geometric mean), or, for decisions,
  /// the least of the probabilities that it gave its answers.
  record Confidence() implements Judge {}

  /// The model asked again: the share of its answers that mean the same.
  ///
  /// @param samples in all, at least 2
  record Agreement(int samples) implements Judge {

    public Agreement {
      if (samples < 2) {
        throw new IllegalArgumentException("whether a model agrees with itself takes two answers");
      }
    }
  }

  /// Another model, asked for a verdict.
  record Verdict(String model) implements Judge {}

  /// What was learnt of its members' drafts: how likely one is as good as the last model's answer,
  /// by its question, by how sure the member is of it, and by what the other drafts say.
  ///
  /// @param exploration what it learns from
  record Learnt(Exploration exploration) implements Judge {}

  /// The form alone: JSON where the request asks for JSON, any answer at all elsewhere.
  record Form() implements Judge {}
}
