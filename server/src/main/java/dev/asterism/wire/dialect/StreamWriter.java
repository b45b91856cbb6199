package dev.asterism.wire.dialect;

/// Writes a stream for a client.
interface StreamWriter {

  void write(Happening happening, Frames out);

  /// The provider's stream is over.
  void end(Frames out);
}
