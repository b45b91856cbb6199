package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What clients see of a live student whose answers are JSON by a schema of several fields.
class JsonAnswersTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final String TEACHER =
      "{\\\"place\\\":\\\"the teacher's\\\",\\\"guests\\\":1,\\\"time\\\":\\\"noon\\\"}";

  @TempDir private Path data;
  private FakeProvider provider;
  private AsterismServer server;
  private Calls calls;

  @BeforeEach
  void start() throws Exception {
    Bookings.seat(data);
    provider = new FakeProvider(FruitOrTool.chatAnswer(TEACHER));
    server = AsterismServer.start(FruitOrTool.config(data, provider.baseUrl()));
    calls = new Calls(server);
    calls.freeze();
  }

  @AfterEach
  void stop() {
    server.close();
    provider.close();
  }

  @Test
  void aStudentsAnswerIsJsonByTheSchemaAsTheTeacherWritesIt() throws Exception {
    Random random = new Random(77);
    JsonNode format = Calls.json(Bookings.SCHEMA).path("json_schema").path("schema");
    Schema schema = Schema.read(format.toString());
    int byStudent = 0;
    for (int i = 0; i < 50; i++) {
      Bookings.Booking booking = Bookings.booking(random);
      HttpResponse<String> answer = calls.post(CHAT, Bookings.chat(booking.input(), ""));
      if (Calls.header(answer, "x-asterism-policy").equals("student")) {
        byStudent++;
        String content = content(answer);
        assertThat(content).isEqualTo(booking.answer());
        assertThat(schema.allows(Value.read(content).orElseThrow())).isTrue();
      }
    }
    assertThat(byStudent).isGreaterThan(35);
    assertThat(provider.asked()).hasSize(50 - byStudent);
  }

  @Test
  void whatIsNoBookingIsLeftToTheTeacher() throws Exception {
    HttpResponse<String> answer =
        calls.post(CHAT, Bookings.chat("what is the capital of the moon?", ""));
    assertThat(Calls.header(answer, "x-asterism-policy")).isEqualTo("direct");
    assertThat(content(answer)).contains("the teacher's");
  }

  @Test
  void theSameQuestionByAnotherSchemaIsAnotherTask() throws Exception {
    String other =
        Bookings.chat("book Bakori for 4 at lunch time", "")
            .replace("\"noon\",", "\"noon\",\"dawn\",");
    HttpResponse<String> answer = calls.post(CHAT, other);
    assertThat(Calls.header(answer, "x-asterism-policy")).isEqualTo("direct");
  }

  @Test
  void aStreamCarriesTheSameJson() throws Exception {
    HttpResponse<String> answer =
        calls.post(CHAT, Bookings.chat("book Bakori for 4 at lunch time", "\"stream\":true,"));
    StringBuilder content = new StringBuilder();
    answer
        .body()
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> Calls.json(line.substring(6)))
        .forEach(chunk ->
            content.append(
                chunk.path("choices").path(0).path("delta").path("content").asString("")));
    assertThat(Value.read(content.toString()))
        .contains(
            Value.read("{\"guests\":4,\"place\":\"Bakori\",\"time\":\"noon\"}").orElseThrow());
  }

  @Test
  void feedbackMayBeGivenAsJsonAndIsKeptInItsOneSpelling() throws Exception {
    HttpResponse<String> answer = calls.post(CHAT, Bookings.chat("a table, you know where", ""));
    String trace = Calls.header(answer, "x-asterism-trace-id");
    HttpResponse<String> accepted =
        calls.post(
            "/v1/feedback",
            "{\"trace_id\":\"%s\",\"answer\":{\"time\":\"noon\",\"guests\":2.0,\"place\":\"the usual\"}}"
                .formatted(trace));
    assertThat(accepted.statusCode()).isEqualTo(200);
    assertThat(Calls.json(accepted.body()).path("answer").asString(""))
        .isEqualTo("{\"guests\":2,\"place\":\"the usual\",\"time\":\"noon\"}");
  }

  private static String content(HttpResponse<String> answer) {
    return Calls.json(answer.body())
        .path("choices")
        .path(0)
        .path("message")
        .path("content")
        .asString("");
  }
}
