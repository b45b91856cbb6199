package dev.asterism.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// A client that costs little: one connection, kept alive, one request at a time.
final class KeptConnection implements AutoCloseable {

  private final Socket socket;
  private final MessageReader answers;

  KeptConnection(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    this.answers = new MessageReader(socket.getInputStream());
  }

  /// {@return a whole request, ready to be sent any number of times}
  static byte[] post(String path, String body) {
    return post(path, List.of(), body);
  }

  /// @param headers beside the usual ones, each a whole line
  static byte[] post(String path, List<String> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(
                path,
                headers.stream().map(line -> line + "\r\n").collect(Collectors.joining()),
                bytes.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[head.length + bytes.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(bytes, 0, whole, head.length, bytes.length);
    return whole;
  }

  /// Sends a request and reads the whole answer.
  ///
  /// @return the answer's first line and headers in lower case
  String ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    String head = answers.next();
    if (head.isEmpty()) {
      throw new IOException("the connection was closed instead of an answer");
    }
    return head;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
