package dev.asterism.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which requests a student may not answer, whatever it was taught.
class DemandsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"guided_choice\":[\"no\",\"maybe\"]",
        "\"tools\":[{\"type\":\"function\"}]",
        "\"n\":2",
        "\"logprobs\":true",
        "\"stop\":\"x\"",
        "\"verbosity\":\"high\"",
        "\"max_tokens\":3",
        "\"modalities\":[\"text\",\"audio\"]"
      })
  void whatAStudentCannotHonourIsADemand(String field) {
    assertThat(demands(field)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"temperature\":0.7",
        "\"tools\":[]",
        "\"tools\":null",
        "\"max_tokens\":3000000000",
        "\"stream\":true",
        "\"user\":\"u\""
      })
  void whatAsksNothingOfAStudentIsNoDemand(String field) {
    assertThat(demands(field)).isEmpty();
  }

  @Test
  void anUnknownFieldOfADecisionsRequestIsADemand() {
    String body =
        "{\"model\":\"m\",\"input\":\"x\",\"questions\":[{\"type\":\"predicate\",\"instructions\":\"q\"}],\"strict\":true}";
    assertThat(DecisionWire.parse(body.getBytes(StandardCharsets.UTF_8)).demands())
        .containsExactly("strict");
  }

  private static Set<String> demands(String field) {
    String body =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]," + field + "}";
    return ChatWire.parse(body.getBytes(StandardCharsets.UTF_8), Optional.empty()).demands();
  }
}
