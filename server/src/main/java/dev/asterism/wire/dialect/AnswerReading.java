package dev.asterism.wire.dialect;

import dev.asterism.chat.Usage;
import dev.asterism.wire.ChatReading;
import dev.asterism.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// What a model answered in a conversation of any dialect, reduced to its text.
final class AnswerReading {

  private AnswerReading() {}

  /// {@return the answer; empty where the bytes are none}
  static Optional<ChatReading> of(Api api, byte[] answer, boolean events) {
    try {
      return Optional.of(
          events ? ofStream(api, answer) : of(ProviderSide.of(api).read(answer), true));
    } catch (Unreadable | JacksonException _) {
      return Optional.empty();
    }
  }

  private static ChatReading of(Answer answer, boolean ended) {
    Optional<Usage> usage = answer.usage();
    if (answer.choices().isEmpty()) {
      return new ChatReading("", false, usage);
    }
    Answer.Choice choice = answer.choices().getFirst();
    boolean complete =
        ended
            && answer.choices().size() == 1
            && choice.reason() == StopReason.DONE
            && choice.parts().stream().allMatch(AnswerReading::isOfText);
    return new ChatReading(choice.text(), complete, usage);
  }

  /// What was thought before it is no part of an answer.
  private static boolean isOfText(Part part) {
    return part instanceof Part.Text
        || part instanceof Part.Thinking
        || part instanceof Part.HiddenThinking;
  }

  private static ChatReading ofStream(Api api, byte[] events) throws Unreadable {
    EventLines lines = new EventLines();
    List<byte[]> payloads = new ArrayList<>(lines.take(events, events.length));
    payloads.addAll(lines.end());
    StreamReader reader = ProviderSide.of(api).open();
    Collector collector = new Collector();
    boolean[] stopped = {false};
    for (byte[] payload : payloads) {
      reader.read(
          Json.read(payload),
          happening -> {
            stopped[0] |= happening instanceof Happening.Stopped;
            collector.add(happening);
          });
    }
    return of(collector.answer(), stopped[0]);
  }
}
