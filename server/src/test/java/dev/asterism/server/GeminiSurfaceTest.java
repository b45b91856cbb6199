package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.cost.Price;
import dev.asterism.provider.Resilience;
import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.Dialect;
import dev.asterism.wire.dialect.Language;
import dev.asterism.wire.dialect.Recorded;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Gemini's methods byte by byte: paths, queries, keys and errors, before providers that have no
/// keys of their own.
class GeminiSurfaceTest {

  private static final String HELLO = "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}";

  @AutoClose private static ProviderOfEveryDialect provider;
  @AutoClose private static AsterismServer server;
  private static Calls calls;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    provider = new ProviderOfEveryDialect();
    server =
        AsterismServer.start(
            new Config(
                new Config.Server("127.0.0.1", 0),
                OneProvider.data(data),
                List.of(
                    upstream("google", Language.of(Dialect.GEMINI), "gemini-big"),
                    upstream("open", new Language(Dialect.OPENAI, List.of(Api.CHAT)), "lab/big:8b"),
                    upstream("claude", Language.of(Dialect.ANTHROPIC), "claude-big")),
                Map.of("gemini-big", new Price(2, 1, 10, 4)),
                FruitOrTool.still()));
    calls = new Calls(server);
  }

  private static Config.Upstream upstream(String name, Language language, String model) {
    return new Config.Upstream(
        name,
        URI.create(provider.root() + "/v1"),
        Optional.empty(),
        List.of("none"),
        Duration.ofSeconds(20),
        language,
        Map.of(model, "big"),
        Resilience.DEFAULT);
  }

  @BeforeEach
  void forget() {
    provider.forget();
  }

  /// The bodies are nobody's usual spelling, and hold fields that nobody knows.
  @ParameterizedTest
  @CsvSource({"generateContent,generateContent,GENERATE", "countTokens,countTokens,COUNT_CONTENT"})
  void bytesPassUnchangedAndOnlyThePathNamesAnotherModel(String method, String asked, Api api)
      throws Exception {
    for (String body :
        List.of(
            " { \"odd\" : 1.50,\n\t\"contents\":[{\"parts\":[{\"text\":\"h\\u00e9 é\"}]}] } ",
            "{\"inner\":{\"model\":\"gemini-big\"}, \"contents\":[]}",
            "{ }")) {
      provider.forget();
      HttpResponse<byte[]> answer = post("/v1beta/models/gemini-big:" + method, body);
      assertThat(provider.asked().getFirst().body()).isEqualTo(body);
      assertThat(provider.asked().getFirst().path()).isEqualTo("/v1/models/big:" + asked);
      assertThat(answer.body()).isEqualTo(Recorded.whole(api, "text"));
      assertThat(answer.headers().firstValue("x-asterism-emulated")).isEmpty();
    }
  }

  @Test
  void aStreamComesBackByteForByte() throws Exception {
    String body = HELLO.replace("Hello", "scenario: tools");
    HttpResponse<byte[]> answer =
        post("/v1beta/models/gemini-big:streamGenerateContent?alt=sse", body);
    assertThat(answer.body()).isEqualTo(Recorded.stream(Api.GENERATE, "tools"));
    assertThat(provider.asked().getFirst().path())
        .isEqualTo("/v1/models/big:streamGenerateContent?alt=sse");
    assertThat(provider.asked().getFirst().body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1beta/models/lab/big:8b:generateContent",
        "/v1beta/models/lab%2Fbig%3A8b:generateContent",
        "/v1/models/lab/big:8b:generateContent"
      })
  void namesOfModelsMayHaveSlashesAndColons(String path) throws Exception {
    HttpResponse<byte[]> answer = post(path, HELLO);
    assertThat(json(answer).at("/candidates/0/content/parts/0/text").asString())
        .isEqualTo("Hello there, wörld.");
    assertThat(json(provider.asked().getFirst().body()).path("model").asString()).isEqualTo("big");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-big:generateContent,x-goog-api-key,sk-query,''",
    "lab/big:8b:generateContent,authorization,Bearer sk-query,''",
    "gemini-big:generateContent,x-goog-api-key,sk-query,&fields=candidates",
    "gemini-big:countTokens,x-goog-api-key,sk-query,''"
  })
  void aKeyInTheQueryGoesOnlyWhereTheProviderLooksForOne(
      String call, String header, String value, String more) throws Exception {
    HttpResponse<byte[]> answer =
        post("/v1beta/models/" + call + "?key=sk-query&alt=json" + more, HELLO);
    assertThat(answer.statusCode()).isEqualTo(200);
    ProviderOfEveryDialect.Asked asked = provider.asked().getFirst();
    assertThat(asked.headers().getFirst(header)).isEqualTo(value);
    assertThat(asked.headers().values().toString()).containsOnlyOnce("sk-query");
    assertThat(asked.path() + asked.body()).doesNotContain("key");
    assertThat(asked.path()).endsWith(more.replace('&', '?'));
    assertThat(trace(answer).toString()).contains("/v1beta/models/*:").doesNotContain("sk-query");
  }

  @Test
  void whatAGeminiAnswerUsedIsBookedWholeAndStreamedAlsoWhereTheRequestIsNotUnderstood()
      throws Exception {
    for (String body : List.of(HELLO, HELLO.replace("{\"contents\"", "{\"odd\":1,\"contents\""))) {
      for (String method : List.of("generateContent", "streamGenerateContent?alt=sse")) {
        HttpResponse<byte[]> answer = post("/v1beta/models/gemini-big:" + method, body);
        // 8 fresh at $2, 4 read from the cache at $1, 5 out at $10, each for a million.
        assertThat(trace(answer).path("cost_usd").asDouble()).isEqualTo(0.00007);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "streamGenerateContent,sse",
    "streamGenerateContent?alt=json,sse",
    "streamGenerateContent?$alt=proto,sse",
    "generateContent?alt=sse,json"
  })
  void anotherFormOfTheAnswerIsRefusedByItsName(String method, String right) throws Exception {
    JsonNode error = refused(400, "/v1beta/models/gemini-big:" + method, HELLO);
    assertThat(error.path("status").asString()).isEqualTo("INVALID_ARGUMENT");
    assertThat(error.path("message").asString()).startsWith("'alt' must be '" + right + "'");
    assertThat(error.at("/details/0/fieldViolations/0/field").asString()).isEqualTo("alt");
  }

  @ParameterizedTest
  @CsvSource({
    "model,'\"model\":\"x\",'",
    "stream,'\"stream\":true,'",
    "quantum,'\"quantum\":1,'",
    "generationConfig.mood,'\"generationConfig\":{\"mood\":1},'",
    "contents[1].parts[0].videoMetadata,"
  })
  void whatCannotBeTranslatedIsRefusedByItsName(String field, String more) throws Exception {
    String body =
        more == null
            ? HELLO.replace(
                "}]}]}", "}]},{\"parts\":[{\"text\":\"x\",\"videoMetadata\":{\"fps\":1}}]}]}")
            : HELLO.replace("{\"contents\"", "{" + more + "\"contents\"");
    JsonNode error = refused(400, "/v1beta/models/lab/big:8b:generateContent", body);
    assertThat(error.path("message").asString()).contains("'" + field + "'");
    assertThat(error.at("/details/0/fieldViolations/0/field").asString()).isEqualTo(field);
  }

  @Test
  void whatIsNotThereIsToldInGooglesForm() throws Exception {
    assertThat(
            refused(404, "/v1beta/models/nobody:generateContent", HELLO).path("status").asString())
        .isEqualTo("NOT_FOUND");
    assertThat(
            refused(404, "/v1beta/models/gemini-big:embedContent", HELLO).path("status").asString())
        .isEqualTo("NOT_FOUND");
    assertThat(
            refused(404, "/v1beta/models/asterism/nobody:generateContent", HELLO)
                .path("message")
                .asString())
        .contains("asterism/nobody");
    assertThat(refused(400, "/v1beta/models/gemini-big:generateContent", "[").path("code").asInt())
        .isEqualTo(400);
    assertThat(refused(400, "/v1beta/models/gemini-big:generateContent", "").path("code").asInt())
        .isEqualTo(400);
  }

  @Test
  void modelsAreListedInGooglesFormForWhoBringsGooglesKey() throws Exception {
    for (String path : List.of("/v1beta/models", "/v1/models?key=sk-query&pageSize=9")) {
      provider.forget();
      assertThat(json(get(path)).path("models").findValuesAsString("name"))
          .contains("models/gemini-big", "models/lab/big:8b");
      assertThat(provider.asked()).noneMatch(one -> one.path().contains("key"));
    }
    assertThat(json(get("/v1beta/models/lab/big:8b")).path("name").asString())
        .isEqualTo("models/lab/big:8b");
    assertThat(json(get("/v1/models")).path("object").asString()).isEqualTo("list");
  }

  /// Google's clients send the thoughts of a model back as they got them.
  @Test
  void thoughtsThatAreSentBackReachTheirProviderAsItSignedThem() throws Exception {
    String path = "/v1beta/models/claude-big:generateContent";
    JsonNode said =
        json(post(path, HELLO.replace("Hello", "scenario: thinking"))).at("/candidates/0/content");
    HttpResponse<byte[]> next =
        post(
            path,
            "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]},%s,{\"parts\":[{\"text\":\"And?\"}]}]}"
                .formatted(said));
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(json(provider.asked().getLast().body()).at("/messages/1/content"))
        .isEqualTo(json(Recorded.whole(Api.MESSAGES, "thinking")).path("content"));
  }

  private static JsonNode refused(int status, String path, String body) throws Exception {
    HttpResponse<byte[]> answer = post(path, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(provider.asked()).isEmpty();
    assertThat(json(answer).at("/error/code").asInt()).isEqualTo(status);
    return json(answer).path("error");
  }

  /// An answer is recorded after its last byte is sent.
  private static JsonNode trace(HttpResponse<byte[]> answer) throws Exception {
    String path =
        "/admin/v1/traces/" + answer.headers().firstValue("x-asterism-trace-id").orElseThrow();
    for (int i = 0; i < 1_000 && calls.status(path) != 200; i++) {
      Thread.sleep(5);
    }
    return calls.read(path);
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return json(answer.body());
  }

  private static JsonNode json(byte[] text) {
    return json(new String(text, StandardCharsets.UTF_8));
  }

  private static JsonNode json(String text) {
    return Calls.json(text);
  }

  private static HttpResponse<byte[]> post(String path, String body) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpResponse<byte[]> get(String path) throws Exception {
    return send(request(path));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }
}
