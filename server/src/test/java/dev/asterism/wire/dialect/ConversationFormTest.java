package dev.asterism.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.wire.ChatAsking;
import dev.asterism.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Requests of Gemini's clients put to others than the one that they name, in both spellings.
class ConversationFormTest {

  private static final ConversationForm FORM = ConversationForm.GENERATE;

  @ParameterizedTest
  @ValueSource(
      strings = {"generationConfig,maxOutputTokens", "generation_config,max_output_tokens"})
  void whatAPolicyAsksElseIsWrittenWhereGeminiReadsIt(String spelling) {
    String[] names = spelling.split(",", 2);
    byte[] body =
        "{\"model\":\"big\",\"stream\":true,\"contents\":[{\"parts\":[{\"text\":\"q\"}]}],\"%s\":{\"temperature\":0,\"seed\":1,\"%s\":99}}"
            .formatted(names[0], names[1])
            .getBytes(StandardCharsets.UTF_8);
    assertThat(ChatAsking.temperature(body)).contains(0.0);
    assertThat(ChatAsking.mostTokens(body)).contains(99L);
    JsonNode sampled = Json.read(ChatAsking.sampled(body, "other"));
    assertThat(sampled.path("model").asString()).isEqualTo("other");
    assertThat(sampled.has("stream")).isFalse();
    assertThat(sampled.path(names[0]).path("temperature").asInt()).isEqualTo(1);
    assertThat(sampled.path(names[0]).has("seed")).isFalse();
    JsonNode informed = Json.read(FORM.informed(body, "more"));
    assertThat(informed.at("/contents/1/parts/0/text").asString()).isEqualTo("more");
    JsonNode about = Json.read(FORM.about(body, "else"));
    assertThat(about.at("/contents/0/parts/0/text").asString()).isEqualTo("else");
    assertThat(about.has("stream")).isFalse();
    JsonNode thinking = Json.read(FORM.withEffort(body, "low"));
    assertThat(thinking.at("/generationConfig/thinkingConfig/thinkingBudget").asInt())
        .isEqualTo(1_024);
    assertThat(thinking.at("/generationConfig/maxOutputTokens").asInt()).isEqualTo(99);
    assertThat(FORM.understood(body, Optional.empty()).model()).isEqualTo("big");
  }
}
