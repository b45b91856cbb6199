package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.cost.Budget;
import dev.asterism.cost.Period;
import dev.asterism.cost.Price;
import dev.asterism.cost.Usd;
import dev.asterism.telemetry.LogSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// `/metrics` of a server that has answered a request, and the files that are made for it.
class DashboardsTest {

  private static final Path DASHBOARD = Path.of("../docs/grafana/asterism.json");
  private static final Path ALERTS = Path.of("../docs/grafana/alerts.yml");
  private static final Pattern NAME =
      Pattern.compile("\\b(?:asterism|jvm|process)_[a-z_]+[a-z]\\b");
  private static final Pattern UNIT =
      Pattern.compile(
          ".*_(seconds|seconds_max|bytes|ratio|usd_total|tokens_total|total|students|answers|scopes)");
  private static final String BODY =
      "{\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
  private static final String ANSWER =
      "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"hi\"}}],"
          + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100}}";

  @TempDir private Path data;

  @Test
  void everyMetricThatTheyNameExists() throws Exception {
    FruitOrTool.seat(data);
    String metrics = metrics(FruitOrTool.chat(FruitOrTool.FRUIT, ""));
    for (Path file : List.of(DASHBOARD, ALERTS)) {
      Matcher names = NAME.matcher(Files.readString(file));
      List<String> named = names.results().map(found -> found.group()).distinct().toList();
      assertThat(named).hasSizeGreaterThan(5);
      assertThat(named)
          .allSatisfy(name -> assertThat(metrics).containsPattern("\n" + name + "[{ ]"));
    }
  }

  @Test
  void bothFilesAreWellFormed() throws Exception {
    assertThat(new JsonMapper().readTree(Files.readString(DASHBOARD)).path("panels").size())
        .isGreaterThan(10);
    assertThat(
            new YAMLMapper()
                .readTree(Files.readString(ALERTS))
                .path("groups")
                .path(0)
                .path("rules")
                .valueStream())
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(rule.path("expr").asString("")).isNotEmpty());
  }

  @Test
  void everyMetricHasAHelpTextAndAUnit() throws Exception {
    FruitOrTool.seat(data);
    List<String> lines = metrics(FruitOrTool.chat(FruitOrTool.FRUIT, "")).lines().toList();
    List<String> ours =
        lines.stream()
            .filter(line -> line.startsWith("# TYPE asterism_"))
            .map(line -> line.split(" ", -1)[2])
            .toList();
    assertThat(ours).hasSizeGreaterThan(8).allMatch(name -> UNIT.matcher(name).matches());
    Map<String, String> help =
        lines.stream()
            .filter(line -> line.startsWith("# HELP "))
            .collect(
                Collectors.toMap(
                    line -> line.split(" ", -1)[2], line -> line.split(" ", 4)[3], (a, _) -> a));
    assertThat(ours).allSatisfy(name -> assertThat(help.getOrDefault(name, "")).isNotBlank());
  }

  @Test
  void whatAnAnswerCostIsCounted() throws Exception {
    assertThat(metrics(BODY))
        .contains("asterism_cost_usd_total{kind=\"answer\"} 0.0035")
        .contains("asterism_would_have_cost_usd_total 0.0035")
        .contains("asterism_used_tokens_total{direction=\"input\"} 1000.0");
  }

  private String metrics(String body) throws Exception {
    try (FakeProvider provider = new FakeProvider(ANSWER);
        AsterismServer server = AsterismServer.start(config(provider));
        HttpClient client = HttpClient.newHttpClient()) {
      new Calls(server).post("/v1/chat/completions", body);
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private Config config(FakeProvider provider) {
    return new Config(
        new Config.Server("127.0.0.1", 0),
        OneProvider.data(data),
        List.of(OneProvider.at(provider.baseUrl())),
        Map.of("big", new Price(2.5, 1.25, 10)),
        Config.Loop.DEFAULT,
        Optional.empty(),
        LogSettings.DEFAULT,
        List.of(),
        List.of(new Budget(Period.DAY, Usd.ofDollars(100))),
        Map.of());
  }
}
