package dev.asterism.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A provider on loopback that answers every request at once with the same chat completion.
///
/// Plain sockets and threads: what it costs is as near to nothing as HTTP over TCP allows.
final class ImmediateUpstream implements AutoCloseable {

  /// As long as the name of the demo's model, so that requests to either have the same length.
  static final String MODEL = "immediate-teacher";

  private static final byte[] ANSWER = answer();

  private final ServerSocket listening;

  ImmediateUpstream() throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var _ = Thread.ofPlatform().daemon().name("upstream").start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private static byte[] answer() {
    String body =
        "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\""
            + MODEL
            + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"positive\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":3,"
            + "\"total_tokens\":33}}";
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        var _ = Thread.ofPlatform().daemon().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // Closed: the benchmark is over.
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      MessageReader requests = new MessageReader(socket.getInputStream());
      while (!requests.next().isEmpty()) {
        socket.getOutputStream().write(ANSWER);
      }
    } catch (IOException _) {
      // The other side is gone.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
