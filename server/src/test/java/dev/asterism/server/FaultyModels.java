package dev.asterism.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// A provider on loopback of which every model has the fault that it is called by.
///
/// `slow` takes a request and says nothing; `cut` breaks off in the middle of what it says, of a
/// stream after its first event; `nonsense` says what is no answer. `dead` is at a port where
/// nobody listens.
final class FaultyModels implements AutoCloseable {

  static final List<String> FAULTS = List.of("slow", "dead", "nonsense", "cut");

  private static final String EVENT =
      "data:"
          + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"cut\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"4\"},\"finish_reason\":null}]}\n\n";

  private final ServerSocket listening;
  private final int deadPort;

  FaultyModels() throws IOException {
    listening = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      deadPort = closed.getLocalPort();
    }
    var _ = Thread.ofVirtual().name("faulty-models").start(this::accept);
  }

  /// {@return a provider for each fault, as lines of a configuration; none is asked twice}
  String providers() {
    StringBuilder lines = new StringBuilder();
    for (String fault : FAULTS) {
      int port = fault.equals("dead") ? deadPort : listening.getLocalPort();
      lines.append(
          String.format(
              Locale.ROOT,
              "  - {name: %1$s, base-url: \"http://127.0.0.1:%2$d/%1$s\", models: [%1$s],"
                  + " timeout-seconds: 3, retries: {most: 0}, circuit: {calls: 1000}}\n",
              fault,
              port));
    }
    return lines.toString();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        var _ = Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void answer(Socket socket) {
    try (socket) {
      socket.setSoTimeout(20_000);
      String request = read(socket.getInputStream());
      if (request.startsWith("POST /slow")) {
        // Until whoever asked hangs up.
        var _ = socket.getInputStream().read();
      } else if (request.startsWith("POST /nonsense")) {
        write(
            socket, "Content-Type: application/json\r\nContent-Length: 14\r\n", "{\"choices\":[]}");
      } else if (request.contains("\"stream\":true")) {
        String length = Integer.toHexString(EVENT.length());
        write(
            socket,
            "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n",
            length + "\r\n" + EVENT + "\r\n");
      } else {
        write(
            socket, "Content-Type: application/json\r\nContent-Length: 500\r\n", "{\"choices\":[{");
      }
    } catch (IOException _) {
      // Whoever asked has hung up.
    }
  }

  private static void write(Socket socket, String headers, String body) throws IOException {
    String all = "HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body;
    socket.getOutputStream().write(all.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /// {@return a request, head and body}
  private static String read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    int length =
        head.toString()
            .lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
