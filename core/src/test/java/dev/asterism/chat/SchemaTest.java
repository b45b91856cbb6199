package dev.asterism.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {

  private static final Schema ORDER =
      Schema.read(
          """
          {"type":"object","required":["kind","count"],"additionalProperties":false,"properties":{
            "kind":{"enum":["lamp","chair"]},
            "count":{"type":"integer"},
            "note":{"type":["string","null"]},
            "tags":{"type":"array","items":{"type":"string"}},
            "size":{"anyOf":[{"type":"number"},{"const":"large"}]}}}
          """);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"lamp\",\"count\":2}",
        "{\"count\":2.0,\"kind\":\"chair\",\"note\":null,\"tags\":[],\"size\":\"large\"}",
        "{\"count\":0,\"kind\":\"chair\",\"note\":\"x\",\"tags\":[\"a\"],\"size\":1.5}"
      })
  void whatKeepsToItIsAllowed(String json) {
    assertThat(ORDER.allows(Value.read(json).orElseThrow())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"kind\":\"lamp\"}",
        "{\"kind\":\"sofa\",\"count\":2}",
        "{\"kind\":\"lamp\",\"count\":2.5}",
        "{\"kind\":\"lamp\",\"count\":\"2\"}",
        "{\"kind\":\"lamp\",\"count\":2,\"other\":1}",
        "{\"kind\":\"lamp\",\"count\":2,\"tags\":[1]}",
        "{\"kind\":\"lamp\",\"count\":2,\"note\":false}",
        "{\"kind\":\"lamp\",\"count\":2,\"size\":\"small\"}"
      })
  void whatDoesNotIsNot(String json) {
    assertThat(ORDER.allows(Value.read(json).orElseThrow())).isFalse();
  }

  @Test
  void declaredValuesAreFoundByTheirPath() {
    assertThat(ORDER.declared(List.of("kind")))
        .containsExactly(new Value.Text("lamp"), new Value.Text("chair"));
    assertThat(ORDER.declared(List.of("count"))).isEmpty();
    assertThat(ORDER.declared(List.of("no", "such", "field"))).isEmpty();
  }

  @Test
  void aSchemaThatCannotBeReadAllowsEverything() {
    assertThat(Schema.read("{").allows(new Value.Nothing())).isTrue();
  }
}
