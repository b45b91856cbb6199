package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Swarms over HTTP whose voters say what they mean in words of their own, and a judge who reads
/// them.
@Timeout(60)
class VotesInOtherWordsTest {

  private static final String POLICIES =
      """
      providers:
        - {name: simulated, base-url: "URL"}
      prices:
        "*": {input: 1, output: 1}
        judge: {input: 1, output: 1}
      policies:
        - {name: read, kind: swarm, models: [one, two, off], boss: big, judge-model: judge}
        - {name: all, kind: swarm, models: [one, two, off], needed: 3, boss: big, judge-model: judge}
        - {name: same, kind: swarm, models: [one, one, two], boss: big, judge-model: judge}
      """;

  private static final Map<String, String> SAID =
      Map.of(
          "one", "It is noon", "two", "Twelve, that is, noon", "off", "It is dusk", "big", "Noon");

  private static final Pattern ANSWER =
      Pattern.compile("<answer number=\\\\\"([0-9]+)\\\\\">\\\\n(.*?)\\\\n</answer>");

  @AutoClose private FakeProvider models;
  @AutoClose private AsterismServer server;
  private Calls calls;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    models = new FakeProvider(VotesInOtherWordsTest::answer);
    server = AsterismServer.start(SimulatedModels.config(POLICIES, models.baseUrl(), data));
    calls = new Calls(server);
  }

  private static String answer(String body) {
    String model = Calls.json(body).path("model").asString("");
    String said = model.equals("judge") ? grouped(body) : SAID.getOrDefault(model, "?");
    return FruitOrTool.chatAnswer(said.replace("\n", "\\n"));
  }

  /// Those that speak of noon say the same.
  private static String grouped(String body) {
    List<String> noon = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Matcher answer = ANSWER.matcher(body);
    while (answer.find()) {
      (answer.group(2).contains("noon") ? noon : others).add(answer.group(1));
    }
    return String.join(" ", noon) + "\n" + String.join("\n", others);
  }

  private HttpResponse<String> ask(String policy, String... headers) throws Exception {
    return calls.post(
        "/v1/chat/completions",
        "{\"model\":\"asterism/%s\",\"messages\":[{\"role\":\"user\",\"content\":\"When?\"}]}"
            .formatted(policy),
        headers);
  }

  @Test
  void answersThatSayTheSameInOtherWordsAreCountedTogether() throws Exception {
    HttpResponse<String> answer = ask("read");
    assertThat(header(answer, "x-asterism-policy"))
        .isEqualTo("swarm: judge tells 2 meanings apart, 2 of 3 agreed");
    assertThat(header(answer, "x-asterism-model")).isIn("one", "two");
    assertThat(models.asked()).hasSize(4);
    JsonNode trace = calls.read("/admin/v1/traces/" + header(answer, "x-asterism-trace-id"));
    assertThat(trace.at("/calls/3/part").asString("")).isEqualToIgnoringCase("judge");
    assertThat(trace.at("/calls/3/outcome").asString("")).isEqualTo("2 meanings in 3 answers");
  }

  @Test
  void whereTooFewSayTheSameAllTheSameTheBossDecides() throws Exception {
    assertThat(header(ask("all"), "x-asterism-policy"))
        .isEqualTo("swarm: judge tells 2 meanings apart, no agreement (2:1), big decided");
  }

  @Test
  void whereTheWordsAgreeNobodyIsAsked() throws Exception {
    assertThat(header(ask("same"), "x-asterism-policy")).isEqualTo("swarm: 2 of 3 agreed");
    assertThat(models.asked()).noneMatch(body -> body.contains("\"judge\""));
  }

  @Test
  void whatIsMergedNeedsNoJudge() {
    assertThatThrownBy(() ->
            ConfigFile.parse(
                "a.yaml",
                "policies:\n"
                    + "  - {name: x, kind: swarm, models: [a, b], boss: c, combine: merge,"
                    + " judge-model: d}\n",
                Map.of()))
        .hasMessageContaining("judge-model: what is merged is not counted");
  }
}
