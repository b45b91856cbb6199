package dev.asterism.discover;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Message;
import dev.asterism.chat.Role;
import dev.asterism.task.Recogniser;
import java.util.List;

/// A chat request that a model answered in full.
public record Asked(ChatRequest request, String answer) {

  private static final int MOST_MESSAGES = 64;
  private static final int LONGEST_ANSWER = 1 << 13;
  private static final int MOST_CHARACTERS = 1 << 16;

  /// What requests of one template have in common whatever its text is.
  record Shape(String model, String format, List<Role> roles) {}

  Shape shape() {
    return new Shape(
        request.model(),
        request.format().spelling(),
        request.messages().stream().map(Message::role).toList());
  }

  int characters() {
    return request.messages().stream().mapToInt(message -> message.text().length()).sum();
  }

  /// {@return whether the request is one that a student could answer, and short enough to be
  /// compared with others}
  boolean comparable() {
    List<Message> messages = request.messages();
    return messages.size() <= MOST_MESSAGES
        && answer.length() <= LONGEST_ANSWER
        && characters() <= MOST_CHARACTERS
        && Recogniser.isAnswerable(request)
        && messages.stream().allMatch(message -> message.text().indexOf('\0') < 0);
  }
}
