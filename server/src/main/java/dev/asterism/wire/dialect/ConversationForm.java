package dev.asterism.wire.dialect;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Usage;
import dev.asterism.wire.BadRequest;
import dev.asterism.wire.ChatDraft;
import dev.asterism.wire.ChatReading;
import dev.asterism.wire.ChatWire;
import dev.asterism.wire.Json;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The ways in which a client holds a conversation, each with its requests and answers.
///
/// The same question in another form is of the same task: a student answers it whoever asks.
public enum ConversationForm {
  CHAT(Api.CHAT, "chatcmpl-"),
  RESPONSES(Api.RESPONSES, OwnResponse.PREFIX),
  MESSAGES(Api.MESSAGES, "msg_"),
  GENERATE(Api.GENERATE, "asterism-");

  private final Api api;
  private final String idPrefix;

  ConversationForm(Api api, String idPrefix) {
    this.api = api;
    this.idPrefix = idPrefix;
  }

  /// {@return the form that is spoken at a path below the version, such as `/messages`}
  public static Optional<ConversationForm> at(String path) {
    return Arrays.stream(values()).filter(form -> form.api.path().equals(path)).findFirst();
  }

  /// {@return the form of a request that was recorded at an endpoint, such as `/v1/messages`}
  public static Optional<ConversationForm> of(String endpoint) {
    return at(Api.below(endpoint));
  }

  public Api api() {
    return api;
  }

  /// {@return what a body asks; empty where only the provider can tell}
  ///
  /// @param named the task's name, where a header gives it
  /// @throws BadRequest if the body is no such request, or has a key twice
  public Optional<ChatRequest> parse(byte[] body, Optional<String> named) {
    if (this == CHAT) {
      return Optional.of(ChatWire.parse(body, named));
    }
    ObjectNode json = Json.object(body);
    try {
      return Optional.of(view(json, named));
    } catch (BadRequest _) {
      return Optional.empty();
    }
  }

  /// {@return what a body asks, that no provider is to be left to understand}
  ///
  /// @param named the task's name, where a header gives it
  /// @throws BadRequest if the body is no such request, or has a key twice
  public ChatRequest understood(byte[] body, Optional<String> named) {
    return this == CHAT ? ChatWire.parse(body, named) : view(Json.object(body), named);
  }

  private ChatRequest view(ObjectNode json, Optional<String> named) {
    return ChatView.of(
        ClientSide.of(api).read(json),
        named.or(() -> ChatWire.metadataTask(json.path(this == GENERATE ? "labels" : "metadata"))));
  }

  /// {@return a whole answer as who judges it sees it; empty where it says nothing, or is none}
  public Optional<ChatDraft> draft(byte[] answer) {
    if (this == CHAT) {
      return ChatDraft.of(answer);
    }
    try {
      Answer read = ProviderSide.of(api).read(answer);
      Asked asked = new Asked(read.model(), false, read.created(), Json.object());
      return ChatDraft.of(Json.bytes(ChatAnswers.write(read, asked)));
    } catch (Unreadable | JacksonException _) {
      return Optional.empty();
    }
  }

  /// {@return the same request by chat completions, which alone tell how likely each token was, to
  /// be answered in one piece}
  ///
  /// @param now seconds since 1970
  /// @throws BadRequest if chat completions cannot ask this
  public Translation byChat(byte[] body, String model, long now) {
    return Translation.conversation(
        api, Api.CHAT, ChatWire.withoutStream(body), Optional.of(model), now);
  }

  /// {@return the request with how hard a model is to think of it}
  public byte[] withEffort(byte[] body, String effort) {
    ObjectNode json = spelled(body);
    switch (this) {
      case CHAT -> json.put("reasoning_effort", effort);
      case RESPONSES -> json.withObjectProperty("reasoning").put("effort", effort);
      case MESSAGES -> json.withObjectProperty("output_config").put("effort", effort);
      case GENERATE ->
          json.withObjectProperty("generationConfig")
              .putObject("thinkingConfig")
              .set("thinkingBudget", Spelling.geminiBudget().apply(StringNode.valueOf(effort)));
    }
    return Json.bytes(json);
  }

  /// {@return a request with every field in the spelling that is read here}
  private ObjectNode spelled(byte[] body) {
    ObjectNode json = Json.object(body);
    return this == GENERATE ? CamelCase.of(json) : json;
  }

  /// {@return the field that holds the turns}
  private String turns() {
    return switch (this) {
      case CHAT, MESSAGES -> "messages";
      case RESPONSES -> "input";
      case GENERATE -> "contents";
    };
  }

  /// {@return a user's turn that says one text}
  private ObjectNode turn(String text) {
    ObjectNode turn = Json.object().put("role", "user");
    say(turn, text);
    return turn;
  }

  private void say(ObjectNode turn, String text) {
    if (this == GENERATE) {
      turn.putArray("parts").addObject().put("text", text);
    } else {
      turn.put("content", text);
    }
  }

  /// {@return the request with a message of ours after the client's}
  public byte[] informed(byte[] body, String text) {
    ObjectNode json = spelled(body);
    if (this == RESPONSES && json.path("input").isString()) {
      JsonNode input = json.path("input");
      json.putArray("input").addObject().put("role", "user").set("content", input);
    }
    json.withArrayProperty(turns()).add(turn(text));
    return Json.bytes(json);
  }

  /// {@return what a model answered; empty where that is not known}
  ///
  /// @param events whether it is a stream of events, which must have ended
  public Optional<ChatReading> read(byte[] answer, boolean events) {
    if (this == CHAT) {
      return events ? ChatReading.ofStream(answer) : ChatReading.of(answer);
    }
    return AnswerReading.of(api, answer, events);
  }

  /// {@return the same request about another input, to be answered in one piece}
  ///
  /// @param input takes the place of the last message's content
  public byte[] about(byte[] body, String input) {
    ObjectNode json = spelled(ChatWire.withoutStream(body));
    JsonNode turns = json.path(turns());
    if (turns.isString()) {
      json.put("input", input);
    } else if (turns.path(turns.size() - 1) instanceof ObjectNode last) {
      say(last, input);
    }
    return Json.bytes(json);
  }

  /// An answer of our own.
  ///
  /// @param id unique among answers
  /// @param created seconds since 1970
  public record Own(String id, long created, String text, Usage usage) {}

  /// {@return an answer of our own, as events where the request asks for them}
  ///
  /// @param body the request, which some forms repeat in their answers
  public byte[] answer(ChatRequest request, byte[] body, Own own) {
    Asked asked =
        new Asked(request.model(), request.streamUsage(), own.created(), Json.object(body));
    String id = idPrefix + own.id();
    return request.stream() ? stream(id, own, asked) : whole(id, own, asked);
  }

  private byte[] whole(String id, Own own, Asked asked) {
    Answer answer =
        new Answer(
            id,
            asked.model(),
            own.created(),
            List.of(
                new Answer.Choice(
                    List.of(new Part.Text(own.text())),
                    StopReason.DONE,
                    Optional.empty(),
                    Optional.empty())),
            Optional.of(own.usage()));
    return Json.bytes(ClientSide.of(api).write(answer, asked));
  }

  private byte[] stream(String id, Own own, Asked asked) {
    StreamWriter writer = ClientSide.of(api).open(asked);
    Frames frames = new Frames();
    List<Happening> happenings =
        List.of(
            // Messages tell the input's tokens at their beginning.
            new Happening.Used(own.usage()),
            new Happening.Begun(id, asked.model(), own.created()),
            new Happening.Said(0, own.text()),
            new Happening.Stopped(0, StopReason.DONE, Optional.empty()));
    happenings.forEach(happening -> writer.write(happening, frames));
    writer.end(frames);
    ByteArrayOutputStream events = new ByteArrayOutputStream();
    frames.take().forEach(events::writeBytes);
    return events.toByteArray();
  }
}
