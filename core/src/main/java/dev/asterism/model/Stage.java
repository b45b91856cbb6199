package dev.asterism.model;

/// Where a student stands.
public enum Stage {
  /// Trained and planned; waits for shadow traffic to be worth its cost.
  CANDIDATE,
  /// Frozen, being proved on traffic that the teacher answers.
  SHADOW,
  /// Proved and waiting for a person's word (`loop.promotion: manual`).
  PROVED,
  /// Answers.
  LIVE,
  /// Answers no more: another took its place, or it was never worth serving.
  RETIRED,
  /// Answers no more: its audits showed a risk above what was allowed.
  DEMOTED;

  /// {@return whether a student that stands here will never answer again}
  public boolean isOver() {
    return this == RETIRED || this == DEMOTED;
  }
}
