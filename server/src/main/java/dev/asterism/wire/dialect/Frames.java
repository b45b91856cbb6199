package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Server-sent events on their way to a client, each to be written at once.
final class Frames {

  private final List<byte[]> frames = new ArrayList<>();

  void data(JsonNode json) {
    frame("data: ", json);
  }

  void event(String name, JsonNode json) {
    frame("event: " + name + "\ndata: ", json);
  }

  void raw(String text) {
    frames.add(text.getBytes(StandardCharsets.UTF_8));
  }

  private void frame(String head, JsonNode json) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    frame.writeBytes(Json.bytes(json));
    frame.writeBytes(END);
    frames.add(frame.toByteArray());
  }

  private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

  /// {@return what was written since it was last asked}
  List<byte[]> take() {
    List<byte[]> taken = List.copyOf(frames);
    frames.clear();
    return taken;
  }
}
