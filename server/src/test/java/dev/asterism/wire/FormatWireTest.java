package dev.asterism.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.ResponseFormat;
import org.junit.jupiter.api.Test;

/// One spelling for one format.
class FormatWireTest {

  private static final String COMMON =
      "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"triage\",\"schema\":{\"type\":\"object\",\"properties\":"
          + "{\"label\":{\"type\":\"string\",\"enum\":[\"b\",\"a\"]}},\"required\":[\"label\"],"
          + "\"additionalProperties\":false},\"strict\":true}}";

  @Test
  void theCommonOrderIsTheSpelling() {
    assertThat(read(COMMON).spelling()).isEqualTo(COMMON);
    assertThat(read(COMMON)).isInstanceOf(ResponseFormat.OneField.class);
  }

  @Test
  void anotherOrderOfKeysIsTheSameFormat() {
    String other =
        "{\"json_schema\":{\"strict\":true,\"schema\":{\"additionalProperties\":false,\"required\":[\"label\"],"
            + "\"properties\":{\"label\":{\"enum\":[\"b\",\"a\"],\"type\":\"string\"}},\"type\":\"object\"},"
            + "\"name\":\"triage\"},\"type\":\"json_schema\"}";
    assertThat(read(other)).isEqualTo(read(COMMON));
  }

  @Test
  void unknownKeysAreOrderedToo() {
    assertThat(read("{\"type\":\"x\",\"b\":1,\"a\":[{\"d\":1,\"c\":2}]}"))
        .isEqualTo(read("{\"a\":[{\"c\":2,\"d\":1}],\"b\":1,\"type\":\"x\"}"));
  }

  @Test
  void anotherOrderOfAnEnumIsAnotherFormat() {
    assertThat(read(COMMON.replace("[\"b\",\"a\"]", "[\"a\",\"b\"]"))).isNotEqualTo(read(COMMON));
  }

  private static ResponseFormat read(String json) {
    return FormatWire.read(Json.MAPPER.readTree(json));
  }
}
