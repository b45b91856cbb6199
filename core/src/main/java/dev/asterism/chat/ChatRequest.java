package dev.asterism.chat;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A chat completion request as the decisions about it see it; its bytes stay with the gateway.
///
/// @param model the model asked for
/// @param messages at least one, in order
/// @param taskName the name that the caller gave to the task, by `metadata.task` or by header
/// @param stream whether the answer is to be sent as server-sent events
/// @param streamUsage whether a stream is to end with a usage chunk
/// @param demands names of fields that only a large model can honour, such as `tools`, `n`,
///   `logprobs`, `audio`; a student never answers a request that has any
public record ChatRequest(
    String model,
    List<Message> messages,
    ResponseFormat format,
    Optional<String> taskName,
    boolean stream,
    boolean streamUsage,
    Set<String> demands) {

  public ChatRequest {
    messages = List.copyOf(messages);
    demands = Set.copyOf(demands);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a chat request needs at least one message");
    }
  }

  /// {@return the same request put to another model}
  public ChatRequest askedOf(String other) {
    return new ChatRequest(other, messages, format, taskName, stream, streamUsage, demands);
  }
}
