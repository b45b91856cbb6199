package dev.asterism.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider that does, byte for byte, what a test wants; keeps the requests that it was sent.
final class RawUpstream implements AutoCloseable {

  static final String ANSWER =
      "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"big\",\"choices\":[{\"index\":0,"
          + "\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100}}";

  /// What one connection goes through.
  interface Script {

    /// @param connection which connection this is, from 0
    void run(Socket socket, int connection) throws IOException, InterruptedException;
  }

  private final ServerSocket listening;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  RawUpstream(Script script) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var _ = Thread.ofVirtual().start(() -> accept(script));
  }

  /// {@return one that answers every request on every connection with the same}
  static RawUpstream answering(String headers, String body) throws IOException {
    RawUpstream[] self = new RawUpstream[1];
    self[0] =
        new RawUpstream((socket, _) -> {
          while (!self[0].read(socket).isEmpty()) {
            write(socket, 200, headers, body);
          }
        });
    return self[0];
  }

  private void accept(Script script) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        int number = connections.getAndIncrement();
        var _ = Thread.ofVirtual().start(() -> run(script, socket, number));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void run(Script script, Socket socket, int number) {
    try (socket) {
      script.run(socket, number);
    } catch (IOException _) {
      // The other side closed: what was to be seen is seen.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// {@return the next request on a connection, head and body; empty at its end}
  String read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.UTF_8);
    int length =
        text.lines()
            .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    String request = text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    requests.add(request);
    return request;
  }

  /// @param headers whole lines, each with its end
  static void write(Socket socket, int status, String headers, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d Status\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(
                status,
                bytes.length,
                headers.isEmpty() ? "Content-Type: application/json\r\n" : headers);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/v1");
  }

  /// {@return all requests so far, oldest first}
  List<String> requests() {
    return requests;
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
