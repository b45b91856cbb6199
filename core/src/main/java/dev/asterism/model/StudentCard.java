package dev.asterism.model;

import java.util.Optional;

/// All that is known of a student but its weights.
///
/// @param digest SHA-256 of its file, hexadecimal: the file's address
/// @param bytes the file's size
/// @param looked how many fresh requests its proof has looked at; 0 where no proof was tried
/// @param proof the newest proof that holds
/// @param reason why it stands where it stands, in one sentence
public record StudentCard(
    StudentId id,
    Stage stage,
    Provenance provenance,
    Plan plan,
    String digest,
    long bytes,
    int looked,
    Optional<Proof> proof,
    String reason) {

  public StudentCard at(Stage next, String why) {
    return new StudentCard(id, next, provenance, plan, digest, bytes, looked, proof, why);
  }

  /// {@return the same, its proof as far as it has got}
  ///
  /// @param fresh how many fresh requests were looked at by now
  public StudentCard looked(int fresh, Optional<Proof> newest) {
    Optional<Proof> proofs = newest.map(one -> one.after(proof));
    return new StudentCard(id, stage, provenance, plan, digest, bytes, fresh, proofs, reason);
  }
}
