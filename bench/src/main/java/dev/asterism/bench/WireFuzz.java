package dev.asterism.bench;

import dev.asterism.wire.AnyWire;
import dev.asterism.wire.BadRequest;
import dev.asterism.wire.DecisionForm;
import dev.asterism.wire.FeedbackWire;
import dev.asterism.wire.Json;
import dev.asterism.wire.ModelName;
import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.Dialect;
import dev.asterism.wire.dialect.GenerateBody;
import dev.asterism.wire.dialect.GenerateCall;
import dev.asterism.wire.dialect.Language;
import dev.asterism.wire.dialect.Rendering;
import dev.asterism.wire.dialect.Translation;
import dev.asterism.wire.dialect.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Damages requests and answers at random and gives them to the parsers of the wire: whatever
/// comes, a request is understood or refused as a bad one, an answer is told or found unreadable,
/// and what is told is JSON. Anything else that happens is a bug.
public final class WireFuzz {

  private static final List<Language> LANGUAGES =
      List.of(
          new Language(Dialect.OPENAI, List.of(Api.CHAT)),
          new Language(Dialect.OPENAI, List.of(Api.RESPONSES)),
          Language.of(Dialect.ANTHROPIC),
          Language.of(Dialect.GEMINI),
          new Language(Dialect.OPENAI, List.of(Api.SYSTEM_ONE)),
          new Language(Dialect.OPENAI, List.of(Api.DECISIONS)));

  private static final List<Api> CLIENTS =
      List.of(Api.CHAT, Api.RESPONSES, Api.MESSAGES, Api.DECISIONS, Api.SYSTEM_ONE, Api.EMBEDDINGS);

  private static final List<String> REQUESTS =
      List.of(
          """
          {"model":"m","stream":true,"stream_options":{"include_usage":true},"n":1,"stop":"x","messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"é\\ud83d\\ude00"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA"}}]},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}}]},{"role":"tool","tool_call_id":"c","content":"r"}],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}}}\
          """,
          """
          {"model":"m","instructions":"s","input":[{"role":"user","content":[{"type":"input_text","text":"x"}]},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"r"},{"type":"reasoning","summary":[],"encrypted_content":"s"}],"reasoning":{"effort":"low"},"text":{"format":{"type":"json_object"}}}\
          """,
          """
          {"model":"m","max_tokens":9,"system":[{"type":"text","text":"s"}],"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"tool_use","id":"c","name":"f","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":[{"type":"text","text":"r"}],"is_error":true}]}],"thinking":{"type":"enabled","budget_tokens":1024}}\
          """,
          """
          {"model":"m","input":"x","questions":[{"type":"predicate","name":"p","instructions":"?"},{"type":"choice","instructions":"?","choices":[{"value":"a"},{"value":"b","description":"d"}]},{"type":"score","instructions":"?","levels":[{"label":"l"},{"label":"h"}]}]}\
          """,
          """
          {"model":"m","state":{"a":1},"questions":{"p":{"type":"noul","instructions":"?","criteria":{"true":"t"}},"c":{"type":"choice","instructions":"?","criteria":{"a":null,"b":"d"}},"s":{"type":"score","instructions":"?","criteria":["l","h"]}}}\
          """,
          """
          {"model":"m","input":["a","b"],"encoding_format":"base64","dimensions":2}\
          """);

  /// Of a client of Gemini's, whose path says the rest.
  private static final String BY_PATH =
      """
      {"systemInstruction":{"parts":[{"text":"s"}]},"contents":[{"role":"user","parts":[{"text":"x"},{"inlineData":{"mimeType":"image/png","data":"AA"}}]},{"role":"model","parts":[{"text":"t","thought":true},{"functionCall":{"name":"f","args":{"a":1}},"thoughtSignature":"AAAA"}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"r"}}}]}],"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{"a":{"type":"INTEGER","nullable":true}}}}]}],"toolConfig":{"functionCallingConfig":{"mode":"ANY"}},"generation_config":{"responseSchema":{"type":"STRING"},"thinkingConfig":{"thinkingBudget":9}},"safetySettings":[{"category":"c","threshold":"OFF"}]}\
      """;

  private static final List<String> ANSWERS =
      List.of(
          """
          {"id":"c","model":"m","created":1,"choices":[{"index":0,"message":{"content":"{\\"q1\\":true}","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"stop","logprobs":{"content":[{"token":"{\\"q1\\":","logprob":0},{"token":"true","logprob":-1},{"token":"}","logprob":0}]}}],"usage":{"prompt_tokens":1,"completion_tokens":2}}\
          """,
          """
          {"id":"r","model":"m","status":"completed","output":[{"type":"reasoning","summary":[{"text":"t"}]},{"type":"message","content":[{"type":"output_text","text":"x"}]},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}],"usage":{"input_tokens":1,"output_tokens":2}}\
          """,
          """
          {"id":"m","type":"message","model":"m","content":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"text","text":"x"},{"type":"tool_use","id":"c","name":"f","input":{"a":1}}],"stop_reason":"tool_use","usage":{"input_tokens":1,"cache_read_input_tokens":2,"output_tokens":3}}\
          """,
          """
          {"responseId":"g","modelVersion":"m","candidates":[{"content":{"parts":[{"text":"t","thought":true},{"text":"x","thoughtSignature":"s"},{"functionCall":{"name":"f","args":{}}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2},"embeddings":[{"values":[1,2]}]}\
          """,
          """
          {"model":"m","answers":{"p":{"type":"noul","noul":0.5},"c":{"type":"choice","choice":"a","confidence":1,"probabilities":{"a":1,"b":0}}},"usage":{"input_tokens":1,"output_tokens":0}}\
          """,
          """
          {"model":"m","answers":[{"type":"predicate","probability":1},{"type":"choice","choice":"a","confidence":1,"probabilities":[{"value":"a","probability":1},{"value":"b","probability":0}]},{"type":"score","score":1,"confidence":1,"probabilities":[{"value":0,"probability":0},{"value":1,"probability":1}]}]}\
          """);

  /// A stream of every kind: for each provider most of it is strange.
  private static final String STREAM =
      """
      : ping
      data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"x","tool_calls":[]},"finish_reason":null}]}

      data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}]}}]}

      event: message_start
      data: {"type":"message_start","message":{"id":"m","model":"m","usage":{"input_tokens":1}}}

      data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"c","name":"f","input":{}}}

      data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{}"}}

      data: {"type":"content_block_stop","index":0}

      data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}

      data: {"type":"response.created","response":{"id":"r","model":"m"}}

      data: {"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"c","name":"f"}}

      data: {"type":"response.function_call_arguments.delta","output_index":0,"delta":"{}"}

      data: {"type":"response.completed","response":{"status":"completed","usage":{"input_tokens":1,"output_tokens":2}}}

      data: {"candidates":[{"content":{"parts":[{"text":"x"},{"functionCall":{"name":"f","args":{"a":[1]}}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1}}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}

      data: [DONE]

      """;

  private static final List<String> NASTY =
      List.of(
          "null",
          "[]",
          "{}",
          "-1",
          "1e999",
          "1E+99999999",
          "123456789012345678901234567890",
          "\"\"",
          "\"\\ud800\"",
          "[".repeat(600),
          "{\"a\":".repeat(600),
          "\u0000",
          "\"a\":1,\"a\":2",
          "\r\n",
          "\n\n",
          "data:",
          "true",
          "\"model\"",
          "\"../..\"",
          "\"x\\r\\ny: z\"");

  private final Random random;

  public WireFuzz(long seed) {
    this.random = new Random(seed);
  }

  /// Damages and reads once everything that there is to be read.
  ///
  /// @throws IllegalStateException if something happened that must not
  public void round() {
    Api client = CLIENTS.get(random.nextInt(CLIENTS.size()));
    byte[] request = damaged(REQUESTS.get(random.nextInt(REQUESTS.size())));
    others(request);
    Language language = LANGUAGES.get(random.nextInt(LANGUAGES.size()));
    translations(client, language, request);
    byte[] whole = REQUESTS.get(CLIENTS.indexOf(client)).getBytes(StandardCharsets.UTF_8);
    for (Translation translation : translations(client, language, whole)) {
      answered(translation.rendering());
    }
    byPath(language);
  }

  /// What a path says goes into a body and comes out of it, and the body stays as it was.
  private void byPath(Language language) {
    byte[] body = damaged(BY_PATH);
    GenerateCall call = new GenerateCall("m", GenerateCall.Method.STREAM);
    try {
      byte[] told = GenerateBody.told(body, call);
      if (!Arrays.equals(GenerateBody.sent(Api.GENERATE, told, "").body(), body)) {
        throw new IllegalStateException("another body than the client's");
      }
      translations(Api.GENERATE, language, told);
    } catch (BadRequest _) {
      // Said so.
    }
    byte[] whole = GenerateBody.told(BY_PATH.getBytes(StandardCharsets.UTF_8), call);
    for (Translation translation : translations(Api.GENERATE, language, whole)) {
      answered(translation.rendering());
    }
  }

  private static List<Translation> translations(Api client, Language language, byte[] request) {
    try {
      List<Translation> all = Translation.of(client, language, request, Optional.empty(), 1);
      for (Translation translation : all) {
        Json.read(translation.body());
        if (translation.path().contains("..") || translation.path().contains("\n")) {
          throw new IllegalStateException("a path that leads elsewhere: " + translation.path());
        }
      }
      return all;
    } catch (BadRequest _) {
      return List.of();
    }
  }

  private void answered(Rendering rendering) {
    byte[] answer = damaged(ANSWERS.get(random.nextInt(ANSWERS.size())));
    Json.read(rendering.fault(500, answer));
    try {
      Json.read(rendering.whole(answer));
    } catch (Unreadable _) {
      // Said so.
    }
    byte[] stream = damaged(STREAM);
    try {
      for (int at = 0; at < stream.length; ) {
        int length = Math.min(stream.length - at, 1 + random.nextInt(200));
        frames(rendering.piece(Arrays.copyOfRange(stream, at, at + length), length));
        at += length;
      }
      frames(rendering.end());
    } catch (Unreadable _) {
      // Said so.
    }
  }

  private static void frames(List<byte[]> frames) {
    for (byte[] frame : frames) {
      String text = new String(frame, StandardCharsets.UTF_8);
      int data = text.indexOf("data: ");
      if (!text.endsWith("\n\n") || data < 0 || text.strip().lines().count() > 2) {
        throw new IllegalStateException("not one event: " + text);
      }
      String payload = text.substring(data + 6).strip();
      if (!payload.equals("[DONE]")) {
        Json.read(payload.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void others(byte[] body) {
    AnyWire.usage(body, false);
    AnyWire.usage(body, true);
    for (Runnable parser :
        List.<Runnable>of(
            () -> DecisionForm.DECISIONS.parse(body),
            () -> DecisionForm.SYSTEM_ONE.parse(body),
            () -> FeedbackWire.parse(body),
            () -> ModelName.replace(body, "other"))) {
      try {
        parser.run();
      } catch (BadRequest _) {
        // Said so.
      }
    }
  }

  private byte[] damaged(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int wounds = random.nextInt(4);
    for (int i = 0; i < wounds && bytes.length > 2; i++) {
      int at = random.nextInt(bytes.length);
      int end = Math.min(bytes.length, at + random.nextInt(20));
      byte[] nasty =
          switch (random.nextInt(4)) {
            case 0 -> NASTY.get(random.nextInt(NASTY.size())).getBytes(StandardCharsets.UTF_8);
            case 1 -> new byte[] {(byte) random.nextInt(256)};
            case 2 -> Arrays.copyOfRange(bytes, at, end);
            default -> new byte[0];
          };
      int from = random.nextBoolean() ? at : end;
      byte[] next = new byte[at + nasty.length + bytes.length - from];
      System.arraycopy(bytes, 0, next, 0, at);
      System.arraycopy(nasty, 0, next, at, nasty.length);
      System.arraycopy(bytes, from, next, at + nasty.length, bytes.length - from);
      bytes = next;
    }
    // A value of another kind, in a body that stays JSON, reaches deeper than broken bytes do.
    return random.nextBoolean() ? revalued(bytes) : bytes;
  }

  private byte[] revalued(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int[] places = IntStream.range(0, text.length()).filter(i -> text.charAt(i) == ':').toArray();
    if (places.length == 0) {
      return bytes;
    }
    int at = places[random.nextInt(places.length)] + 1;
    int end = at;
    while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String nasty = NASTY.get(random.nextInt(NASTY.size()));
    return (text.substring(0, at) + nasty + text.substring(end)).getBytes(StandardCharsets.UTF_8);
  }

  /// `WireFuzz MINUTES SEED`: each round has a seed of its own, which is printed where it fails.
  public static void main(String[] arguments) {
    Duration time = Duration.ofMinutes(arguments.length > 0 ? Long.parseLong(arguments[0]) : 10);
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    long end = System.nanoTime() + time.toNanos();
    long rounds = 0;
    for (; System.nanoTime() < end; rounds++) {
      try {
        new WireFuzz(seed + rounds).round();
      } catch (RuntimeException | StackOverflowError bug) {
        throw new IllegalStateException("seed " + (seed + rounds), bug);
      }
    }
    System.out.printf("%d rounds from seed %d in %d min: no bug%n", rounds, seed, time.toMinutes());
  }
}
