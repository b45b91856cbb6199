package dev.asterism.model;

/// From what and how a student was made.
///
/// @param teacher the model whose answers it learnt
/// @param traces how many examples it learnt from, less those from before a change in what is right
/// @param lastSequence the newest of them: only later examples are fresh to this student
/// @param examplesDigest SHA-256 over the examples' sequence numbers and answers, hexadecimal
/// @param seed of every random choice made in training
/// @param trainSeconds wall-clock time of training and cross-fitting
public record Provenance(
    String teacher,
    int traces,
    long lastSequence,
    String examplesDigest,
    long seed,
    double trainSeconds) {

  /// {@return the same, with how long training took}
  public Provenance lasting(double seconds) {
    return new Provenance(teacher, traces, lastSequence, examplesDigest, seed, seconds);
  }
}
