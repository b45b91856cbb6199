package dev.asterism.replay;

/// A running server.
public interface ServerUnderTest extends AutoCloseable {

  /// {@return the port it listens on}
  int port();

  @Override
  void close();
}
