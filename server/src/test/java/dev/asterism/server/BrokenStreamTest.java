package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A provider whose stream of events breaks off in the middle.
class BrokenStreamTest {

  private static final String EVENT =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hel\"}}]}\n\n";

  @TempDir private Path data;

  @Test
  void theClientSeesThatTheStreamIsNotWholeAndTheTraceSaysWhy() throws Exception {
    try (ServerSocket cutting = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var _ = Thread.ofVirtual().start(() -> beginAndBreakOff(cutting));
      try (AsterismServer server =
          AsterismServer.start(
              FruitOrTool.config(data, "http://127.0.0.1:" + cutting.getLocalPort() + "/v1"))) {
        String received = stream(server.port());
        assertThat(received).startsWith("HTTP/1.1 200").contains(EVENT).doesNotContain("[DONE]");
        // Either an error is told, or the last chunk, which marks a whole answer, is missing.
        assertThat(received.contains("\"error\"") || !received.endsWith("0\r\n\r\n")).isTrue();
        JsonNode trace = new Calls(server).read("/admin/v1/traces").path("traces").path(0);
        assertThat(trace.path("error").asString("")).isEqualTo("upstream_cut_off");
        assertThat(trace.path("model").asString("")).isEqualTo("big");
      }
    }
  }

  private static void beginAndBreakOff(ServerSocket listening) {
    try (Socket socket = listening.accept()) {
      var _ = socket.getInputStream().read(new byte[4_096]);
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n"
                  .formatted(EVENT.length(), EVENT)
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// {@return all bytes until the server closes the connection}
  private static String stream(int port) throws IOException {
    String body = FruitOrTool.chat(FruitOrTool.FRUIT, "\"stream\":true,");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(body.length(), body)
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
