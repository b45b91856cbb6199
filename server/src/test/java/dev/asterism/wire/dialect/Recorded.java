package dev.asterism.wire.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;

/// Traffic in the manner of each provider, of our own making; the scenarios that all of them have
/// say the same in each language.
public final class Recorded {

  private Recorded() {}

  /// {@return a whole answer}
  public static byte[] whole(Api api, String scenario) {
    return read(api, scenario + ".json");
  }

  /// {@return a streamed answer}
  public static byte[] stream(Api api, String scenario) {
    return read(api, scenario + ".sse");
  }

  private static byte[] read(Api api, String file) {
    String name = "/dev/asterism/recorded/" + api.name().toLowerCase(Locale.ROOT) + "/" + file;
    try (InputStream in = Recorded.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
