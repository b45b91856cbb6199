package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Tells a whole answer as the stream that it might have been.
public final class Retelling {

  private Retelling() {}

  /// {@return the events of an answer, its usage where the request asks for it}
  ///
  /// @param api that the client speaks
  /// @param request the client's
  /// @param answer a whole answer to it
  /// @param now seconds since 1970, for an answer that does not say when it was made
  /// @throws Unreadable if the answer is none
  public static byte[] asStream(Api api, byte[] request, byte[] answer, long now)
      throws Unreadable {
    Answer whole = ProviderSide.of(api).read(answer);
    ObjectNode asked = Json.object(request);
    ClientSide client = ClientSide.of(api);
    Conversation conversation = client.read(asked);
    StreamWriter writer =
        client.open(new Asked(conversation.model(), conversation.streamUsage(), now, asked));
    Frames frames = new Frames();
    // Messages tell the input's tokens at their beginning.
    whole.usage().ifPresent(usage -> writer.write(new Happening.Used(usage), frames));
    writer.write(new Happening.Begun(whole.id(), whole.model(), whole.created()), frames);
    int place = 0;
    for (Answer.Choice choice : whole.choices()) {
      tell(place++, choice, writer, frames);
    }
    writer.end(frames);
    ByteArrayOutputStream events = new ByteArrayOutputStream();
    frames.take().forEach(events::writeBytes);
    return events.toByteArray();
  }

  private static void tell(int place, Answer.Choice choice, StreamWriter writer, Frames frames) {
    int calls = 0;
    for (Part part : choice.parts()) {
      List<Happening> told =
          switch (part) {
            case Part.Text(var text) -> List.of(new Happening.Said(place, text, choice.logprobs()));
            case Part.Thinking(var text, var signature) when signature.isEmpty() ->
                List.of(new Happening.Thought(place, text));
            case Part.Thinking(var text, var signature) ->
                List.of(new Happening.Thought(place, text), new Happening.Signed(place, signature));
            case Part.HiddenThinking(var data) ->
                List.of(new Happening.ThoughtInHiding(place, data));
            case Part.Refusal(var text) -> List.of(new Happening.Declined(place, text));
            case Part.ToolCall(var id, var name, var arguments) -> {
              int call = calls++;
              yield List.of(
                  new Happening.Called(place, call, id, name),
                  new Happening.Argued(place, call, arguments));
            }
            // No model answers with these.
            case Part.Image _, Part.File _, Part.Audio _, Part.ToolResult _ -> List.of();
          };
      told.forEach(happening -> writer.write(happening, frames));
    }
    writer.write(new Happening.Stopped(place, choice.reason(), choice.stopSequence()), frames);
  }
}
