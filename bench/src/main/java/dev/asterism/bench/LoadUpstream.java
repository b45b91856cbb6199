package dev.asterism.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A provider on loopback whose answer's size and shape are in the model's name, such as
/// `load-1024-json` or `load-32768-events`, which it answers at once; `load-256-paced` and
/// `load-256-brief` are streams whose events have that size each and come one by one.
final class LoadUpstream implements AutoCloseable {

  private static final Pattern MODEL = Pattern.compile("load-([0-9]+)-(json|events|paced|brief)");
  private static final int FRAMES = 16;

  /// How long a stream waits before its next event.
  static final Duration PACE = Duration.ofMillis(20);

  /// How many events the streams of a shape have, their end included.
  static int events(String shape) {
    return shape.equals("paced") ? 51 : 3;
  }

  private static final String EVENTS =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String DONE = "data: [DONE]\n\n";
  private static final String LAST_CHUNK = "0\r\n\r\n";
  private static final int LOOKED_AT = 2_000;

  private final ServerSocket listening;
  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
  private final AtomicInteger streaming = new AtomicInteger();

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
        switch (model.group(2)) {
          case "paced", "brief" -> stream(model, out);
          default -> out.write(answers.computeIfAbsent(model.group(), _ -> answer(model)));
        }
      }
    } catch (IOException _) {
      // The other side is gone.
    }
  }

  /// {@return how many streams are under way}
  int streaming() {
    return streaming.get();
  }

  private void stream(Matcher model, OutputStream out) throws IOException {
    String event = event(model.group(), "x".repeat(Integer.parseInt(model.group(1))));
    streaming.incrementAndGet();
    try {
      out.write((EVENTS + chunk(event)).getBytes(StandardCharsets.US_ASCII));
      for (int sent = 2; sent < events(model.group(2)); sent++) {
        Thread.sleep(PACE);
        out.write(chunk(event).getBytes(StandardCharsets.US_ASCII));
      }
      out.write((chunk(DONE) + LAST_CHUNK).getBytes(StandardCharsets.US_ASCII));
    } catch (InterruptedException e) {
      throw new InterruptedIOException(e.getMessage());
    } finally {
      streaming.decrementAndGet();
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
    return EVENTS + chunk(event(model, content)).repeat(FRAMES) + chunk(DONE) + LAST_CHUNK;
  }

  private static String event(String model, String content) {
    return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\""
        + model
        + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + content
        + "\"}}]}\n\n";
  }

  private static String chunk(String frame) {
    return Integer.toHexString(frame.length()) + "\r\n" + frame + "\r\n";
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
