package dev.asterism.local;

import dev.asterism.student.Encoder;
import dev.asterism.student.Encoders;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// The encoders that can be run here. Loaded when first asked for; the same for the whole process.
public final class LocalEncoders implements Encoders {

  private static final System.Logger LOG = System.getLogger(LocalEncoders.class.getName());

  @Override
  public Optional<Encoder> preferred() {
    return Loaded.ENCODER;
  }

  /// Loads once, at first use, whoever asks first.
  private static final class Loaded {

    static final Optional<Encoder> ENCODER = load();

    private static Optional<Encoder> load() {
      try {
        return Optional.of(SentenceEncoder.load());
      } catch (ExecutionException failure) {
        LOG.log(
            System.Logger.Level.WARNING,
            "The sentence encoder cannot be run here ({0}); students read n-grams only.",
            String.valueOf(failure.getCause()));
        return Optional.empty();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }
}
