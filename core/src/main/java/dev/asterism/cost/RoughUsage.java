package dev.asterism.cost;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.DecisionRequest;
import dev.asterism.chat.Message;
import dev.asterism.chat.Question;
import dev.asterism.chat.Role;
import dev.asterism.chat.Usage;
import java.util.List;

/// What a call whose usage nobody reported is booked at: a token for four characters.
///
/// A stream reports its usage only where the client asks for it, and a request is not touched to
/// ask. A guess is nearer to the bill than nothing. A trace tells it from a report, and an example
/// holds only what was reported, so that no student learns from a guess.
public final class RoughUsage {

  private static final int CHARACTERS_PER_TOKEN = 4;

  private RoughUsage() {}

  public static Usage of(ChatRequest request, String answer) {
    return new Usage(tokens(characters(request.messages())), tokens(answer.length()));
  }

  /// {@return the input tokens that an earlier turn of the same conversation sent already: all
  /// before the model's last answer; 0 where it gave none yet}
  public static long sentBefore(ChatRequest request) {
    List<Message> messages = request.messages();
    int last = messages.size() - 1;
    while (last >= 0 && messages.get(last).role() != Role.ASSISTANT) {
      last--;
    }
    return last < 0 ? 0 : tokens(characters(messages.subList(0, last)));
  }

  private static long characters(List<Message> messages) {
    return messages.stream().mapToLong(message -> message.text().length()).sum();
  }

  /// The answer to a question is counted as one token, whatever its shape on the wire.
  public static Usage of(DecisionRequest request) {
    long asked = request.input().length();
    for (Question question : request.questions()) {
      asked += question.instructions().length();
    }
    return new Usage(tokens(asked), request.questions().size());
  }

  private static long tokens(long characters) {
    return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
  }
}
