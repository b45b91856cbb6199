package dev.asterism.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.wire.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Schemas of Google's told as JSON Schema.
class GenerateSchemasTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'STRING'}|{'type':'string'}",
        "{'type':'TYPE_UNSPECIFIED'}|{}",
        "{'type':'STRING','enum':['a'],'nullable':true}|{'type':['string','null'],'enum':['a',null]}",
        "{'any_of':[{'type':'STRING'}],'nullable':true}|{'anyOf':[{'type':'string'},{'type':'null'}]}",
        "{'type':'ARRAY','items':{'type':'NUMBER'},'minItems':'2'}|{'type':'array','items':{'type':'number'},'minItems':2}",
        "{'type':'STRING','example':'x'}|{'type':'string','examples':['x']}",
        "{'properties':{'a':{'type':'STRING'},'type':{'type':'INTEGER'}},'propertyOrdering':['type','a']}|{'properties':{'type':{'type':'integer'},'a':{'type':'string'}},'additionalProperties':false}"
      })
  void theySayTheSame(String googles, String told) {
    assertThat(GenerateSchemas.json(Json.read(bytes(googles))).toString())
        .isEqualTo(told.replace('\'', '"'));
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
