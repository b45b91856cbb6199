package dev.asterism.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A provider on loopback that answers every request at once with a chat completion.
///
/// Plain sockets and threads: what it costs is as near to nothing as HTTP over TCP allows.
final class ImmediateUpstream implements AutoCloseable {

  /// As long as the name of the demo's model, so that requests to either have the same length.
  static final String MODEL = "immediate-teacher";

  private static final byte[] ANSWER = answer("positive");
  private static final int LONGEST = 1 << 16;

  private final Optional<UnaryOperator<String>> script;
  private final ServerSocket listening;

  /// One that always says the same.
  ImmediateUpstream() throws IOException {
    this(Optional.empty());
  }

  /// @param script what to say to a request, by its bytes as text; its answers must be plain
  ImmediateUpstream(UnaryOperator<String> script) throws IOException {
    this(Optional.of(script));
  }

  private ImmediateUpstream(Optional<UnaryOperator<String>> script) throws IOException {
    this.script = script;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var _ = Thread.ofPlatform().daemon().name("upstream").start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private static byte[] answer(String said) {
    String body =
        "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\""
            + MODEL
            + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
            + said.replace("\"", "\\\"")
            + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":3,"
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

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      MessageReader requests = new MessageReader(socket.getInputStream());
      while (!requests.next().isEmpty()) {
        String asked = script.isEmpty() ? "" : requests.beginning(LONGEST);
        socket.getOutputStream().write(script.map(it -> answer(it.apply(asked))).orElse(ANSWER));
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
