package dev.asterism.wire.dialect;

import java.util.List;
import java.util.Optional;

/// A piece of a message.
sealed interface Part {

  record Text(String text) implements Part {}

  record Image(Source source, Optional<String> detail) implements Part {}

  record File(Source source, Optional<String> name) implements Part {}

  /// @param format such as `wav`
  record Audio(String format, String base64) implements Part {}

  /// @param arguments a JSON object, as it was written
  record ToolCall(String id, String name, String arguments) implements Part {}

  record ToolResult(String callId, List<Part> content, boolean failed) implements Part {

    public ToolResult {
      content = List.copyOf(content);
    }
  }

  /// What a model thought before it spoke.
  ///
  /// @param signature by which its provider knows it again; empty where there is none
  record Thinking(String text, String signature) implements Part {}

  /// Thoughts that only their provider can read.
  record HiddenThinking(String data) implements Part {}

  record Refusal(String text) implements Part {}

  /// Where an image or a file is.
  sealed interface Source {

    record Data(String mediaType, String base64) implements Source {}

    /// Passed on, never fetched.
    record Url(String url) implements Source {}

    /// A file that the provider keeps.
    record Stored(String id) implements Source {}

    /// Plain text.
    record Plain(String text) implements Source {}
  }
}
