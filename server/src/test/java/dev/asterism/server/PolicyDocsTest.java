package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PolicyDocsTest {

  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyConfigurationInThePageOnPoliciesIsRead() throws Exception {
    List<String> examples =
        YAML.matcher(Files.readString(Path.of("../docs/policies.md")))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
    for (String example : examples) {
      assertThat(ConfigFile.parse("policies.md", example, Map.of()).policies()).isNotEmpty();
    }
  }

  @Test
  void whatTheExampleLeavesOutCanBePutIn() throws Exception {
    try (InputStream example =
        Objects.requireNonNull(ConfigFile.class.getResourceAsStream("example.yaml"))) {
      String all = new String(example.readAllBytes(), StandardCharsets.UTF_8);
      String uncommented = all.replaceAll("(?m)^#(?=[a-z]|  )", "");
      Map<String, String> keys =
          Map.of(
              "OPENAI_API_KEY", "a",
              "ANTHROPIC_API_KEY", "b",
              "GEMINI_API_KEY", "c",
              "RATES_KEY", "d",
              "SHOP_KEY", "e");
      assertThat(ConfigFile.parse("example.yaml", uncommented, keys).policies())
          .extracting(policy -> policy.manner().word())
          .contains("cascade", "swarm", "failover", "plan");
    }
  }
}
