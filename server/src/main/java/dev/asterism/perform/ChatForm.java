package dev.asterism.perform;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Message;
import dev.asterism.chat.ResponseFormat;
import dev.asterism.chat.Role;
import dev.asterism.chat.Usage;
import dev.asterism.cost.RoughUsage;
import dev.asterism.policy.Equivalence;
import dev.asterism.wire.ChatAsking;
import dev.asterism.wire.ChatReading;
import dev.asterism.wire.ChatWire;
import dev.asterism.wire.ModelName;
import dev.asterism.wire.OwnChat;
import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.ConversationForm;
import dev.asterism.wire.dialect.Retelling;
import dev.asterism.wire.dialect.Unreadable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Conversations.
///
/// How sure a model is of its words is told by chat completions alone, so where the client speaks
/// otherwise its request is put to judged models by them, and their answers are translated back.
///
/// @param spoken in which the client holds it
/// @param body of the request
/// @param now seconds since 1970
public record ChatForm(ConversationForm spoken, ChatRequest request, byte[] body, long now)
    implements Form {

  private static final long USUAL_TOKENS = 256;

  /// {@return the form of a request of our own, which is never told as a stream}
  static ChatForm own(OwnChat chat) {
    byte[] body = chat.bytes();
    return new ChatForm(ConversationForm.CHAT, ChatWire.parse(body, Optional.empty()), body, 0);
  }

  @Override
  public Api api() {
    return spoken.api();
  }

  @Override
  public String question() {
    return request.messages().stream().map(ChatForm::spoken).collect(Collectors.joining("\n\n"));
  }

  private static String spoken(Message message) {
    return message.role().name().toLowerCase(Locale.ROOT) + ": " + message.text();
  }

  @Override
  public boolean streams() {
    return request.stream();
  }

  @Override
  public Form thinking(String effort) {
    return new ChatForm(spoken, request, spoken.withEffort(body, effort), now);
  }

  @Override
  public byte[] asked(String model) {
    return ModelName.replace(body, model);
  }

  @Override
  public byte[] whole(String model) {
    return request.stream() ? ChatAsking.whole(body, model) : asked(model);
  }

  @Override
  public Put weighed(String model) {
    byte[] chat = spoken == ConversationForm.CHAT ? body : spoken.byChat(body, model, now).body();
    return new Put(Api.CHAT, ChatAsking.weighed(chat, model));
  }

  @Override
  public byte[] sampled(String model) {
    return ChatAsking.sampled(body, model);
  }

  @Override
  public Optional<byte[]> merging(String model, List<String> drafts) {
    return informed(model, ChatAsking.drafted(drafts));
  }

  @Override
  public Optional<byte[]> informed(String model, String message) {
    return Optional.of(spoken.informed(asked(model), message));
  }

  /// Calls of tools have no form to keep, for the client checks them.
  @Override
  public Optional<Said> hear(byte[] answer, boolean weighed) {
    ConversationForm heard = weighed ? ConversationForm.CHAT : spoken;
    return heard
        .draft(answer)
        .map(draft -> {
          boolean free = request.format() instanceof ResponseFormat.Text || draft.calls();
          boolean wellFormed =
              free
                  || heard
                      .read(answer, false)
                      .flatMap(reading -> reading.label(request.format()))
                      .isPresent();
          String meaning = draft.calls() ? draft.text() : Equivalence.of(draft.text());
          return new Said(meaning, draft.text(), draft.probability(), wellFormed, draft.usage());
        });
  }

  @Override
  public byte[] told(byte[] answer, boolean weighed) {
    if (!weighed) {
      return answer;
    }
    if (spoken != ConversationForm.CHAT) {
      return translated(answer);
    }
    return ChatAsking.asksForProbabilities(body) ? answer : ChatAsking.withoutProbabilities(answer);
  }

  private byte[] translated(byte[] answer) {
    try {
      return spoken
          .byChat(body, request.model(), now)
          .rendering()
          .whole(ChatAsking.withoutProbabilities(answer));
    } catch (Unreadable e) {
      throw new IllegalStateException("only what was heard is told", e);
    }
  }

  @Override
  public byte[] asStream(byte[] answer) {
    try {
      return Retelling.asStream(spoken.api(), body, answer, now);
    } catch (Unreadable e) {
      throw new IllegalStateException("only what was heard is told", e);
    }
  }

  @Override
  public Usage rough(String answer) {
    return RoughUsage.of(request, answer);
  }

  @Override
  public long sentBefore() {
    return RoughUsage.sentBefore(request);
  }

  @Override
  public Usage expected(OptionalDouble usual) {
    long likely = Math.round(usual.orElse(USUAL_TOKENS));
    long tokens = ChatAsking.mostTokens(body).map(most -> Math.min(most, likely)).orElse(likely);
    return new Usage(RoughUsage.of(request, "").inputTokens(), tokens);
  }

  @Override
  public Optional<Apart> apart(String model) {
    Message last = request.messages().getLast();
    return request.demands().isEmpty() && last.role() == Role.USER && last.textOnly()
        ? Optional.of(new Apart(last.text(), ModelName.replace(spoken.about(body, ""), model)))
        : Optional.empty();
  }

  @Override
  public byte[] own(String id, String text, Usage usage) {
    return spoken.answer(request, body, new ConversationForm.Own(id, now, text, usage));
  }

  /// {@return whether an answer is whole, and of the form that the request asks for}
  public boolean isAnsweredBy(ChatReading reading) {
    return reading.complete()
        && (request.format() instanceof ResponseFormat.Text
            || reading.label(request.format()).isPresent());
  }

  @Override
  public Optional<Double> temperature() {
    return ChatAsking.temperature(body);
  }
}
