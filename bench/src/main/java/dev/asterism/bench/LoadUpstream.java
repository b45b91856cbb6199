package dev.asterism.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A provider on loopback whose answer's size and shape are in the model's name, such as
/// `load-1024-json` or `load-32768-events`. It answers at once.
final class LoadUpstream implements AutoCloseable {

  private static final Pattern MODEL = Pattern.compile("load-([0-9]+)-(json|events)");
  private static final int FRAMES = 16;
  private static final int LOOKED_AT = 2_000;

  private final ServerSocket listening;
  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

  LoadUpstream() throws IOException {
    this.listening = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    var _ = Thread.ofPlatform().daemon().name("upstream").start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        var _ = Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // Closed: the benchmark is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      MessageReader requests = new MessageReader(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (!requests.next().isEmpty()) {
        Matcher model = MODEL.matcher(requests.beginning(LOOKED_AT));
        if (!model.find()) {
          throw new IOException("a request for no model of this upstream");
        }
        out.write(answers.computeIfAbsent(model.group(), _ -> answer(model)));
      }
    } catch (IOException _) {
      // The other side is gone.
    }
  }

  private static byte[] answer(Matcher model) {
    int size = Integer.parseInt(model.group(1));
    String text =
        model.group(2).equals("json")
            ? json(model.group(), "x".repeat(size))
            : events(model.group(), "x".repeat(size / FRAMES));
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String json(String model, String content) {
    String body =
        "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\""
            + model
            + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
            + content
            + "\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":3,\"total_tokens\":33}}";
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String events(String model, String content) {
    StringBuilder text =
        new StringBuilder(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n");
    for (int frame = 0; frame < FRAMES; frame++) {
      chunk(
          text,
          "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\""
              + model
              + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
              + content
              + "\"}}]}\n\n");
    }
    chunk(text, "data: [DONE]\n\n");
    return text.append("0\r\n\r\n").toString();
  }

  private static void chunk(StringBuilder text, String frame) {
    text.append(Integer.toHexString(frame.length())).append("\r\n").append(frame).append("\r\n");
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
