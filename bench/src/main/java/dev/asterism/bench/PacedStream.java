package dev.asterism.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// One stream of events as a client hears it.
///
/// @param firstNanos from asking to the first event
/// @param longestGapNanos the longest silence between two pieces after that
/// @param events how many were heard
record PacedStream(long firstNanos, long longestGapNanos, int events) {

  private static final int PATIENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(30);
  private static final String END = "\r\n0\r\n\r\n";
  private static final String EVENT = "data:";
  private static final String FINE = "HTTP/1.1 200";

  /// Asks over a connection and listens to the end.
  static PacedStream hear(Socket socket, byte[] request) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    long begun = System.nanoTime();
    socket.getOutputStream().write(request);
    long first = 0;
    long last = 0;
    long longest = 0;
    String all = "";
    while (!all.endsWith(END)) {
      int length = in.read(buffer);
      long now = System.nanoTime();
      if (length < 0) {
        throw new IOException("a stream ended in its middle, after " + all.length() + " bytes");
      }
      heard.write(buffer, 0, length);
      all = heard.toString(StandardCharsets.ISO_8859_1);
      if (!all.startsWith(FINE)) {
        throw new IOException("no stream: " + all);
      }
      if (first > 0) {
        longest = Math.max(longest, now - last);
      } else if (all.contains(EVENT)) {
        first = now - begun;
      }
      last = now;
    }
    return new PacedStream(first, longest, all.split(EVENT, -1).length - 1);
  }

  /// Asks, hears the first event and leaves.
  static void leave(int port, byte[] request) throws IOException {
    try (Socket socket = connected(port)) {
      socket.getOutputStream().write(request);
      byte[] buffer = new byte[1 << 14];
      StringBuilder heard = new StringBuilder();
      while (heard.indexOf(EVENT) < 0) {
        int length = socket.getInputStream().read(buffer);
        if (length < 0) {
          throw new IOException("a stream ended before its first event: " + heard);
        }
        heard.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
      }
    }
  }

  static Socket connected(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }
}
