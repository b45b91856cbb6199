package dev.asterism.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterism.chat.Usage;
import dev.asterism.wire.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Answers of every provider, told to every client.
class AnswersTest {

  private static final List<Api> PROVIDERS =
      List.of(Api.CHAT, Api.RESPONSES, Api.MESSAGES, Api.GENERATE);
  private static final List<Api> CLIENTS = PROVIDERS;
  private static final Asked ASKED = new Asked("big", true, 1_780_000_000, Json.object());

  static Stream<Arguments> pairs() {
    List<Arguments> all = new ArrayList<>();
    for (String scenario : List.of("text", "tools", "length", "thinking", "json")) {
      for (Api provider : PROVIDERS) {
        CLIENTS.forEach(client -> all.add(Arguments.of(client, provider, scenario)));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aWholeAnswerSaysInTheClientsLanguageWhatTheClientsOwnProviderWouldHaveSaid(
      Api client, Api provider, String scenario) throws Exception {
    byte[] told =
        new ConversationRendering(client, provider, ASKED)
            .whole(Recorded.whole(provider, scenario));
    assertThat(meaning(ProviderSide.of(client).read(told)))
        .isEqualTo(meaning(ProviderSide.of(client).read(Recorded.whole(client, scenario))));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aStreamAddsUpToTheWholeAnswerHoweverItIsCut(Api client, Api provider, String scenario)
      throws Exception {
    for (int seed = 0; seed < 5; seed++) {
      byte[] told = stream(client, provider, Recorded.stream(provider, scenario), seed);
      assertThat(meaning(collected(client, told)))
          .isEqualTo(meaning(ProviderSide.of(client).read(Recorded.whole(client, scenario))));
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyFrameOfAStreamIsOneEventAndIsWrittenAtOnce(Api client, Api provider, String scenario)
      throws Exception {
    ConversationRendering rendering = new ConversationRendering(client, provider, ASKED);
    byte[] recorded = Recorded.stream(provider, scenario);
    List<byte[]> frames = new ArrayList<>(rendering.piece(recorded, recorded.length));
    frames.addAll(rendering.end());
    for (byte[] frame : frames) {
      String text = new String(frame, StandardCharsets.UTF_8);
      assertThat(text).endsWith("\n\n");
      assertThat(text.indexOf("\n\n")).isEqualTo(text.length() - 2);
    }
  }

  @Test
  void aStreamsLastChunkHoldsTheUsageAndNoChoices() throws Exception {
    for (Api provider : List.of(Api.RESPONSES, Api.MESSAGES, Api.GENERATE)) {
      List<JsonNode> chunks =
          events(stream(Api.CHAT, provider, Recorded.stream(provider, "text"), 1));
      JsonNode last = chunks.getLast();
      assertThat(last.path("choices").isArray()).isTrue();
      assertThat(last.path("choices").isEmpty()).isTrue();
      assertThat(last.at("/usage/prompt_tokens").asInt()).isEqualTo(12);
      assertThat(last.at("/usage/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(4);
    }
  }

  @Test
  void aClientThatDidNotAskForUsageSeesNoneInAStreamButItIsKnown() throws Exception {
    Asked asked = new Asked("big", false, 1, Json.object());
    ConversationRendering rendering = new ConversationRendering(Api.CHAT, Api.MESSAGES, asked);
    byte[] recorded = Recorded.stream(Api.MESSAGES, "text");
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    rendering.piece(recorded, recorded.length).forEach(told::writeBytes);
    rendering.end().forEach(told::writeBytes);
    assertThat(told.toString(StandardCharsets.UTF_8))
        .doesNotContain("usage")
        .endsWith("[DONE]\n\n");
    assertThat(rendering.usage()).contains(new Usage(12, 4, 5, 0, 0));
  }

  @Test
  void emptyListsOfCallsEmptyIdsAndTwoCallsAtOnePlaceAreUnderstood() throws Exception {
    for (Api client : List.of(Api.MESSAGES, Api.GENERATE)) {
      byte[] told = stream(client, Api.CHAT, Recorded.stream(Api.CHAT, "odd-tools"), 3);
      assertThat(collected(client, told).choices().getFirst().parts())
          .containsExactly(
              new Part.ToolCall("call_a", "get_weather", "{\"city\":\"Oslo\"}"),
              new Part.ToolCall("call_b", "get_weather", "{\"city\":\"Rome\"}"));
    }
  }

  @Test
  void aRefusalIsARefusalInEveryLanguage() throws Exception {
    byte[] recorded = Recorded.whole(Api.CHAT, "refusal");
    JsonNode message = whole(Api.MESSAGES, Api.CHAT, recorded);
    assertThat(message.path("stop_reason").asString()).isEqualTo("refusal");
    assertThat(message.at("/content/0/text").asString()).isEqualTo("I cannot help with that.");
    JsonNode response = whole(Api.RESPONSES, Api.CHAT, recorded);
    assertThat(response.at("/output/0/content/0/type").asString()).isEqualTo("refusal");
    JsonNode candidate = whole(Api.GENERATE, Api.CHAT, recorded).at("/candidates/0");
    assertThat(candidate.path("finishReason").asString()).isEqualTo("SAFETY");
    assertThat(candidate.at("/content/parts/0/text").asString())
        .isEqualTo("I cannot help with that.");
    for (Api client : List.of(Api.MESSAGES, Api.GENERATE)) {
      byte[] told = stream(client, Api.CHAT, Recorded.stream(Api.CHAT, "refusal"), 4);
      assertThat(collected(client, told).choices().getFirst().reason())
          .isEqualTo(StopReason.REFUSED);
    }
    assertThat(
            whole(Api.CHAT, Api.MESSAGES, Recorded.whole(Api.MESSAGES, "refusal"))
                .at("/choices/0/finish_reason")
                .asString())
        .isEqualTo("content_filter");
    JsonNode blocked = whole(Api.CHAT, Api.GENERATE, Recorded.whole(Api.GENERATE, "blocked"));
    assertThat(blocked.at("/choices/0/finish_reason").asString()).isEqualTo("content_filter");
    assertThat(blocked.at("/choices/0/message/refusal").asString()).contains("SAFETY");
  }

  @Test
  void howLikelyTokensWereIsToldToGooglesClientsWholeAndStreamed() throws Exception {
    byte[] recorded = Recorded.whole(Api.CHAT, "decided");
    JsonNode chosen =
        whole(Api.GENERATE, Api.CHAT, recorded).at("/candidates/0/logprobsResult/chosenCandidates");
    JsonNode expected = Json.read(recorded).at("/choices/0/logprobs/content");
    assertThat(chosen.size()).isEqualTo(expected.size()).isPositive();
    for (int i = 0; i < chosen.size(); i++) {
      assertThat(chosen.path(i).path("token")).isEqualTo(expected.path(i).path("token"));
      assertThat(chosen.path(i).path("logProbability").asDouble())
          .isEqualTo(expected.path(i).path("logprob").asDouble());
    }
  }

  @Test
  void severalChoicesAreSeveralCandidatesInAStreamToo() throws Exception {
    String chunk =
        "data:"
            + " {\"id\":\"c\",\"model\":\"big\",\"choices\":[{\"index\":%d,\"delta\":{\"content\":\"%s\"},\"finish_reason\":%s}]}\n\n";
    String recorded =
        chunk.formatted(0, "one", "null")
            + chunk.formatted(1, "two", "\"length\"")
            + chunk.formatted(0, " more", "\"stop\"");
    byte[] told = stream(Api.GENERATE, Api.CHAT, recorded.getBytes(StandardCharsets.UTF_8), 11);
    List<Answer.Choice> choices = collected(Api.GENERATE, told).choices();
    assertThat(choices).extracting(Answer.Choice::text).containsExactly("one more", "two");
    assertThat(choices)
        .extracting(Answer.Choice::reason)
        .containsExactly(StopReason.DONE, StopReason.TOO_LONG);
  }

  @Test
  void tokensFromAndIntoTheCacheAreCountedOnce() throws Exception {
    ConversationRendering rendering = new ConversationRendering(Api.CHAT, Api.MESSAGES, ASKED);
    JsonNode told = Json.read(rendering.whole(Recorded.whole(Api.MESSAGES, "cached")));
    assertThat(rendering.usage()).contains(new Usage(157, 50, 6, 0, 100));
    assertThat(told.at("/usage/prompt_tokens").asInt()).isEqualTo(157);
    byte[] stream = stream(Api.MESSAGES, Api.MESSAGES, Recorded.stream(Api.MESSAGES, "cached"), 5);
    assertThat(collected(Api.MESSAGES, stream).usage()).contains(new Usage(157, 50, 6, 0, 100));
  }

  @Test
  void hiddenThoughtsAndCallsWithoutArgumentsSurvive() throws Exception {
    for (Api client : CLIENTS) {
      byte[] told = stream(client, Api.MESSAGES, Recorded.stream(Api.MESSAGES, "cached"), 6);
      assertThat(text(told))
          .contains(client == Api.GENERATE ? Seal.ofHidden("aGlkZGVu") : "aGlkZGVu");
      assertThat(collected(client, told).choices().getFirst().parts())
          .contains(new Part.ToolCall("toolu_1", "now", "{}"));
    }
  }

  @Test
  void anErrorInTheMiddleOfAStreamIsToldInTheClientsForm() throws Exception {
    for (Api provider : List.of(Api.CHAT, Api.MESSAGES, Api.GENERATE)) {
      byte[] recorded = Recorded.stream(provider, "broken");
      String chat = text(stream(Api.CHAT, provider, recorded, 7));
      assertThat(chat).contains("data: {\"error\":{\"message\":").doesNotContain("[DONE]");
      String messages = text(stream(Api.MESSAGES, provider, recorded, 8));
      assertThat(messages)
          .contains("event: error\ndata: {\"type\":\"error\"")
          .doesNotContain("message_stop");
      String responses = text(stream(Api.RESPONSES, provider, recorded, 9));
      assertThat(responses).contains("event: error\n").doesNotContain("response.completed");
      String generate = text(stream(Api.GENERATE, provider, recorded, 10));
      assertThat(generate).contains("data: {\"error\":{\"code\":").doesNotContain("STOP");
    }
  }

  @Test
  void aStreamThatEndsBeforeTheAnswerDoesIsNoAnswer() {
    for (Api provider : PROVIDERS) {
      byte[] recorded = Recorded.stream(provider, "text");
      byte[] cut = Arrays.copyOf(recorded, recorded.length / 3);
      assertThatThrownBy(() -> stream(Api.CHAT, provider, cut, 1)).isInstanceOf(Unreadable.class);
    }
  }

  @Test
  void aFunctionCalledInAnUnusableWayIsAFailureNotAnEmptyAnswer() {
    assertThatThrownBy(
            () -> whole(Api.CHAT, Api.GENERATE, Recorded.whole(Api.GENERATE, "malformed")))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("MALFORMED_FUNCTION_CALL");
  }

  @Test
  void errorsKeepTheirMessageInEveryForm() {
    byte[] openai =
        "{\"error\":{\"message\":\"slow down\",\"type\":\"tokens\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] anthropic =
        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] gemini =
        "[{\"error\":{\"code\":429,\"message\":\"slow down\",\"status\":\"RESOURCE_EXHAUSTED\"}}]"
            .getBytes(StandardCharsets.UTF_8);
    for (byte[] body : List.of(openai, anthropic, gemini)) {
      Fault fault = Fault.read(429, body);
      JsonNode told = fault.in(Dialect.OPENAI).path("error");
      assertThat(told.path("message").asString()).isEqualTo("slow down");
      assertThat(told.path("type").asString()).isEqualTo("rate_limit_error");
      assertThat(fault.in(Dialect.ANTHROPIC).at("/error/type").asString())
          .isEqualTo("rate_limit_error");
    }
  }

  /// An answer without what differs from provider to provider: ids, times, and signatures, which
  /// chat completions have no standard place for.
  private static Answer meaning(Answer answer) {
    List<Answer.Choice> choices =
        answer.choices().stream()
            .map(choice ->
                new Answer.Choice(
                    choice.parts().stream().map(AnswersTest::unsigned).toList(),
                    choice.reason(),
                    choice.stopSequence(),
                    Optional.empty()))
            .toList();
    return new Answer("", answer.model(), 0, choices, answer.usage());
  }

  private static Part unsigned(Part part) {
    return switch (part) {
      case Part.Thinking(var text, _) -> new Part.Thinking(text, "");
      case Part.ToolCall(var id, var name, var arguments) ->
          new Part.ToolCall(
              id, name, Json.read(arguments.getBytes(StandardCharsets.UTF_8)).toString());
      default -> part;
    };
  }

  private static JsonNode whole(Api client, Api provider, byte[] body) throws Unreadable {
    return Json.read(new ConversationRendering(client, provider, ASKED).whole(body));
  }

  private static byte[] stream(Api client, Api provider, byte[] events, int seed)
      throws Unreadable {
    ConversationRendering rendering = new ConversationRendering(client, provider, ASKED);
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Random random = new Random(seed);
    for (int at = 0; at < events.length; ) {
      int length = Math.min(events.length - at, 1 + random.nextInt(1 << random.nextInt(12)));
      rendering
          .piece(Arrays.copyOfRange(events, at, at + length), length)
          .forEach(told::writeBytes);
      at += length;
    }
    rendering.end().forEach(told::writeBytes);
    return told.toByteArray();
  }

  private static Answer collected(Api client, byte[] events) {
    StreamReader reader = ProviderSide.of(client).open();
    Collector collector = new Collector();
    events(events).forEach(event -> reader.read(event, collector::add));
    return collector.answer();
  }

  private static List<JsonNode> events(byte[] stream) {
    return text(stream)
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> Json.read(line.substring(6).getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static String text(byte[] stream) {
    return new String(stream, StandardCharsets.UTF_8);
  }
}
