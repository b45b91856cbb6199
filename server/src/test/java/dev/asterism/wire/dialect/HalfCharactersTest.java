package dev.asterism.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterism.wire.CannotBeHad;
import dev.asterism.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Half a character may stand in a text of JSON, but nobody reads it back as a key.
class HalfCharactersTest {

  private static final Language SYSTEM_ONE = new Language(Dialect.OPENAI, List.of(Api.SYSTEM_ONE));

  private static Translation translated(String questions) {
    byte[] body =
        "{\"model\":\"m\",\"input\":\"x\",\"questions\":[%s]}"
            .formatted(questions)
            .getBytes(StandardCharsets.UTF_8);
    return Translation.of(Api.DECISIONS, SYSTEM_ONE, body, Optional.empty(), 1).getFirst();
  }

  @Test
  void aQuestionWhoseNameCannotBeAKeyGetsAnother() {
    Translation translation =
        translated("{\"type\":\"predicate\",\"name\":\"\\ud83d\",\"instructions\":\"?\"}");
    assertThat(Json.read(translation.body()).path("questions").propertyNames())
        .containsExactly("q1");
  }

  @Test
  void aChoiceThatCannotBeAKeyIsRefusedByItsPlace() {
    String choices = "[{\"value\":\"a\"},{\"value\":\"\\ud83d\"}]";
    assertThatThrownBy(() ->
            translated(
                "{\"type\":\"choice\",\"instructions\":\"?\",\"choices\":%s}".formatted(choices)))
        .isInstanceOf(CannotBeHad.class)
        .hasMessage(
            "'questions[0].choices' holds half a character, which the provider of this model does"
                + " not know.");
  }
}
