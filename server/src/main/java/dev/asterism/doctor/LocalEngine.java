package dev.asterism.doctor;

import dev.asterism.student.Encoder;
import dev.asterism.student.Encoders;
import java.util.List;
import java.util.Optional;

/// The sentence encoder that runs in this process.
public record LocalEngine(Encoders encoders) implements Check {

  private static final String PART = "encoder";
  private static final String REMEDY =
      "Students will read n-grams only, which covers less. It runs on Linux (glibc), macOS and"
          + " Windows, on x86-64 and arm64; loop.encoder: false silences this.";

  @Override
  public List<Finding> look() {
    long begun = System.nanoTime();
    Optional<Encoder> encoder = encoders.preferred();
    if (encoder.isEmpty()) {
      return List.of(Finding.warning(PART, "it cannot be loaded here", REMEDY));
    }
    try {
      int width = encoder.get().encode("Is anybody there?").length;
      return List.of(
          Finding.ok(
              PART,
              "%s loads and answers (%d numbers, %d ms with loading)"
                  .formatted(
                      encoder.get().name(), width, (System.nanoTime() - begun) / 1_000_000)));
    } catch (IllegalStateException e) {
      return List.of(
          Finding.warning(PART, "it loads but does not run (" + e.getMessage() + ")", REMEDY));
    }
  }
}
