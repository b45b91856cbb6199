package dev.asterism.model;

import java.util.Optional;

/// All that is known of a student but its weights.
///
/// @param digest SHA-256 of its file, hexadecimal: the file's address
/// @param bytes the file's size
/// @param looksDone how many looks of its plan are spent
/// @param proof the newest proof that holds
/// @param reason why it stands where it stands, in one sentence
public record StudentCard(
    StudentId id,
    Stage stage,
    Provenance provenance,
    Plan plan,
    String digest,
    long bytes,
    int looksDone,
    Optional<Proof> proof,
    String reason) {

  public StudentCard at(Stage next, String why) {
    return new StudentCard(id, next, provenance, plan, digest, bytes, looksDone, proof, why);
  }

  public StudentCard looked(int looks, Optional<Proof> newest) {
    return new StudentCard(id, stage, provenance, plan, digest, bytes, looks, newest, reason);
  }
}
