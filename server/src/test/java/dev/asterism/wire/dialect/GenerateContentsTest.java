package dev.asterism.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Calls of functions and their results, which Gemini matches by name and order where others know
/// them by ids.
class GenerateContentsTest {

  @Test
  void resultsFindTheirCallsByNameAndOrderWhereNoneHasAnId() {
    assertThat(
            ids(
                "{'functionCall':{'name':'f'}},{'functionCall':{'name':'g'}},{'functionCall':{'name':'f'}}",
                "{'functionResponse':{'name':'f','response':{}}},"
                    + "{'functionResponse':{'name':'f','response':{}}},"
                    + "{'functionResponse':{'name':'g','response':{}}}"))
        .containsExactly("call_0", "call_1", "call_2", "call_0", "call_2", "call_1");
  }

  @Test
  void idsThatAreThereAreKeptBesideThoseThatAreNot() {
    assertThat(
            ids(
                "{'functionCall':{'name':'f'}},{'functionCall':{'name':'f','id':'own'}}",
                "{'functionResponse':{'name':'f','id':'own','response':{}}},"
                    + "{'functionResponse':{'name':'f','id':'made up','response':{}}}"))
        .containsExactly("call_0", "own", "own", "call_0");
  }

  @Test
  void aResultThatStandsAloneIsToldAsItIsAndAnyOtherAsJson() {
    assertThat(results("{'output':'warm'}", "{'result':{'a':1}}", "{'error':'bad'}", "{'b':2}"))
        .containsExactly("warm", "{\"a\":1}", "bad", "{\"b\":2}");
  }

  private static List<String> results(String... responses) {
    StringBuilder parts = new StringBuilder();
    for (String response : responses) {
      parts
          .append(parts.isEmpty() ? "" : ",")
          .append("{'functionResponse':{'name':'f','response':")
          .append(response)
          .append("}}");
    }
    return read("{'text':'x'}", parts.toString()).stream()
        .filter(Part.ToolResult.class::isInstance)
        .flatMap(part -> ((Part.ToolResult) part).content().stream())
        .map(part -> ((Part.Text) part).text())
        .toList();
  }

  private static List<String> ids(String calls, String results) {
    return read(calls, results).stream()
        .map(part ->
            part instanceof Part.ToolCall call ? call.id() : ((Part.ToolResult) part).callId())
        .toList();
  }

  private static List<Part> read(String said, String answered) {
    String request =
        "{'model':'big','contents':[{'role':'model','parts':[%s]},{'parts':[%s]}]}"
            .formatted(said, answered);
    byte[] json = request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return GenerateRequests.read(Json.object(json)).turns().stream()
        .flatMap(turn -> turn.parts().stream())
        .toList();
  }
}
