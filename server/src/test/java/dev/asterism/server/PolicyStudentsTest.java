package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreSettings;
import dev.asterism.task.Recogniser;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.wire.ChatWire;
import dev.asterism.wire.DecisionWire;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Students of the model that a policy stands for answer under the policy's name, and learn from
/// what that model said there.
@Timeout(60)
class PolicyStudentsTest {

  private static final String POLICIES =
      """
      policies:
        - {name: steps, models: [small, big], judge: form, teaching-share: 1}
        - {name: alone, models: [small, big], judge: form, students: false}
        - {name: spare, kind: failover, models: [big, small]}
        - {name: votes, kind: swarm, models: [small, odd], boss: big, combine: merge}
        - {name: seldom, kind: swarm, models: [small, odd], boss: big, teaching-share: 0}
      """;

  @TempDir private Path data;
  private FakeProvider provider;
  private AsterismServer server;
  private Calls calls;

  @BeforeEach
  void start() throws Exception {
    FruitOrTool.seat(data);
    provider =
        new FakeProvider(body ->
            body.contains("\"questions\"")
                ? FruitOrTool.decisionAnswer(
                    "kind", body.contains("\"small\"") ? "tool" : "fruit", "tool")
                : FruitOrTool.chatAnswer(
                    body.contains("\"odd\"")
                        ? "odd"
                        : body.contains("\"small\"") ? "tool" : "fruit"));
    Config still = FruitOrTool.config(data, provider.baseUrl());
    server =
        AsterismServer.start(
            new Config(
                still.server(),
                still.data(),
                still.providers(),
                still.prices(),
                still.loop(),
                still.otlp(),
                still.log(),
                ConfigFile.parse("asterism.yaml", POLICIES, Map.of()).policies()));
    calls = new Calls(server);
    calls.freeze();
  }

  @AfterEach
  void stop() {
    server.close();
    provider.close();
  }

  private HttpResponse<String> ask(String policy, String input) throws Exception {
    return calls.post(
        "/v1/chat/completions",
        FruitOrTool.chat(input, "").replace("\"big\"", "\"asterism/" + policy + "\""));
  }

  @Test
  void aStudentOfTheBossAnswersForThePolicyAndSavesWhatTheBossWouldHaveCost() throws Exception {
    HttpResponse<String> answer = ask("steps", FruitOrTool.FRUIT);
    assertThat(header(answer, "x-asterism-policy")).isEqualTo("student");
    assertThat(answer.body()).contains("\"content\":\"fruit\"");
    assertThat(header(answer, "x-asterism-saved-usd")).isEqualTo("0.003500000");
    assertThat(header(ask("auto", FruitOrTool.FRUIT), "x-asterism-policy")).isEqualTo("student");
    assertThat(provider.asked()).isEmpty();
  }

  @Test
  void aStudentThatIsNotProvedToBeAsGoodAsAClientDemandsDoesNotAnswerIt() throws Exception {
    String chat = FruitOrTool.chat(FruitOrTool.FRUIT, "");
    assertThat(header(demanding(chat, "0.9"), "x-asterism-policy")).isEqualTo("student");
    assertThat(header(demanding(chat, "0.999"), "x-asterism-policy")).isEqualTo("direct");
    String steps = chat.replace("\"big\"", "\"asterism/steps\"");
    assertThat(header(demanding(steps, "0.999"), "x-asterism-policy"))
        .isEqualTo("cascade: small accepted 1.00");
    assertThat(demanding(chat, "much").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> demanding(String body, String quality) throws Exception {
    return calls.post("/v1/chat/completions", body, "x-asterism-quality", quality);
  }

  @Test
  void whatTheStudentIsUnsureOfIsThePolicys() throws Exception {
    assertThat(header(ask("steps", FruitOrTool.UNHEARD_OF), "x-asterism-policy"))
        .isEqualTo("cascade: small accepted 1.00");
  }

  @Test
  void aPolicyThatWantsNoStudentsOrIsNobodysOwnWordIsLeftAlone() throws Exception {
    assertThat(header(ask("alone", FruitOrTool.FRUIT), "x-asterism-model")).isEqualTo("small");
    assertThat(header(ask("votes", FruitOrTool.FRUIT), "x-asterism-policy"))
        .isEqualTo("swarm: 2 drafts, big merged");
  }

  @Test
  void decisionsAreAnsweredByStudentsToo() throws Exception {
    HttpResponse<String> answer =
        calls.post(
            "/v1/decisions",
            FruitOrTool.decision(FruitOrTool.FRUIT, FruitOrTool.kind())
                .replace("\"big\"", "\"asterism/steps\""));
    assertThat(header(answer, "x-asterism-policy")).isEqualTo("student");
    assertThat(provider.asked()).isEmpty();
  }

  @Test
  void whatAnotherModelAnsweredTeachesNothingButADrawnRequestIsPutToTheBossToo() throws Exception {
    calls.post(
        "/v1/chat/completions",
        FruitOrTool.chat("a thing", "")
            .replace("\"big\"", "\"asterism/steps\"")
            .replace("or", "&"));
    calls.post(
        "/v1/decisions",
        FruitOrTool.decision("a thing", FruitOrTool.colour())
            .replace("\"big\"", "\"asterism/steps\""));
    server.close();
    assertThat(provider.asked()).hasSize(4);
    List<Example> chat = examples(taskOfChat());
    assertThat(chat).hasSize(2).allMatch(Example::uniform);
    assertThat(chat.getFirst().teacherAnswered()).isFalse();
    assertThat(chat.getLast().surface()).isEqualTo("fruit");
    assertThat(examples(taskOfDecision())).hasSize(2).allMatch(Example::uniform);
  }

  @Test
  void whatTheBossWasAskedByThePolicysChoiceTeachesButProvesNothing() throws Exception {
    calls.post(
        "/v1/chat/completions",
        FruitOrTool.chat("a thing", "")
            .replace("\"big\"", "\"asterism/seldom\"")
            .replace("or", "&"));
    server.close();
    List<Example> examples = examples(taskOfChat());
    assertThat(examples).hasSize(1);
    assertThat(examples.getFirst().surface()).isEqualTo("fruit");
    assertThat(examples.getFirst().uniform()).isFalse();
  }

  @Test
  void aModelThatAnswersEverythingTeachesAsIfItHadBeenNamed() throws Exception {
    calls.post(
        "/v1/chat/completions",
        FruitOrTool.chat("a thing", "")
            .replace("\"big\"", "\"asterism/spare\"")
            .replace("or", "&"));
    server.close();
    assertThat(examples(taskOfChat())).hasSize(1).allMatch(Example::uniform);
  }

  private List<Example> examples(TaskId task) {
    try (SqliteStore store = SqliteStore.open(data, StoreSettings.DEFAULT)) {
      return store.examples(task, 0, 100);
    }
  }

  private static TaskId taskOfChat() {
    byte[] asked = FruitOrTool.chat("x", "").replace("or", "&").getBytes(StandardCharsets.UTF_8);
    return new Recogniser()
        .sighting(ChatWire.parse(asked, Optional.empty()))
        .orElseThrow()
        .task()
        .id();
  }

  private static TaskId taskOfDecision() {
    byte[] asked = FruitOrTool.decision("x", FruitOrTool.colour()).getBytes(StandardCharsets.UTF_8);
    return new Recogniser().sightings(DecisionWire.parse(asked)).getFirst().task().id();
  }
}
