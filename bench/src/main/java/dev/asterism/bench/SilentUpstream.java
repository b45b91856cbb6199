package dev.asterism.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A provider on loopback that takes every connection and never says a word.
final class SilentUpstream implements AutoCloseable {

  private final ServerSocket listening =
      new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
  private final Queue<Socket> held = new ConcurrentLinkedQueue<>();

  SilentUpstream() throws IOException {
    var _ = Thread.ofPlatform().daemon().name("silent-upstream").start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        held.add(listening.accept());
      }
    } catch (IOException _) {
      // Closed: the benchmark is over.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : held) {
      socket.close();
    }
  }
}
