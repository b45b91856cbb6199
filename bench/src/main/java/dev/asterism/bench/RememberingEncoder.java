package dev.asterism.bench;

import dev.asterism.student.Encoder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Reads each text once and remembers its meaning, for benchmarks that teach many students from the
/// same rows.
record RememberingEncoder(Encoder encoder, Map<String, float[]> known) implements Encoder {

  static Encoder of(Encoder encoder) {
    return new RememberingEncoder(encoder, new ConcurrentHashMap<>());
  }

  @Override
  public String name() {
    return encoder.name();
  }

  @Override
  public int width() {
    return encoder.width();
  }

  @Override
  public float[] encode(String text) {
    return known.computeIfAbsent(text, encoder::encode).clone();
  }
}
