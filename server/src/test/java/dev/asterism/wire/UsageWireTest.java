package dev.asterism.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Price;
import dev.asterism.cost.Usd;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Each provider's own way to count becomes one account, which is booked at its price.
class UsageWireTest {

  /// Input at $3: read from the cache at a tenth, written for five minutes at 1.25 of it, for an
  /// hour at twice as much.
  private static final Price ANTHROPIC = new Price(3, 0.3, 15, 3.75, 6);

  @Test
  void anthropicsCacheIsBookedByHowLongWhatIsWrittenStays() {
    Usage usage =
        UsageWire.ofMessages(
                json(
                    """
                    {"input_tokens": 1000, "cache_read_input_tokens": 10000,
                     "cache_creation_input_tokens": 3000, "output_tokens": 100,
                     "cache_creation": {"ephemeral_5m_input_tokens": 1000,
                                        "ephemeral_1h_input_tokens": 2000}}\
                    """))
            .orElseThrow();
    assertThat(usage).isEqualTo(new Usage(14_000, 10_000, 100, 0, 3_000, 2_000));
    // 1,000 fresh $0.003, 10,000 read $0.003, 1,000 for minutes $0.00375, 2,000 for an hour $0.012,
    // 100 out $0.0015.
    assertThat(ANTHROPIC.of(usage)).isEqualTo(new Usd(23_250_000));
    assertThat(UsageWire.ofMessages(UsageWire.messages(usage))).contains(usage);
  }

  @Test
  void whatIsNotSaidToStayForAnHourStaysForMinutes() {
    Usage usage =
        UsageWire.ofMessages(json("{\"input_tokens\": 0, \"cache_creation_input_tokens\": 1000}"))
            .orElseThrow();
    assertThat(ANTHROPIC.of(usage)).isEqualTo(new Usd(3_750_000));
  }

  @Test
  void aStreamTellsOfTheCacheAtItsBeginningAndOfTheOutputAtItsEnd() {
    String stream =
        """
        event: message_start
        data: {"type":"message_start","message":{"usage":{"input_tokens":5,\
        "cache_creation_input_tokens":40,"cache_read_input_tokens":0,"output_tokens":1,\
        "cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":30}}}}

        event: message_delta
        data: {"type":"message_delta","delta":{},"usage":{"output_tokens":7}}

        """;
    assertThat(AnyWire.usage(stream.getBytes(StandardCharsets.UTF_8), true))
        .contains(new Usage(45, 0, 7, 0, 40, 30));
  }

  @Test
  void geminisThoughtsAreBookedAsOutputAndItsToolsPromptsAsInput() {
    Usage usage =
        UsageWire.ofGenerate(
                json(
                    """
                    {"promptTokenCount": 90, "toolUsePromptTokenCount": 10,
                     "cachedContentTokenCount": 40, "candidatesTokenCount": 4,
                     "thoughtsTokenCount": 7, "totalTokenCount": 111}\
                    """))
            .orElseThrow();
    assertThat(usage).isEqualTo(new Usage(100, 40, 11, 7));
    // 60 fresh at $2, 40 read at $1, 11 out at $10, each for a million.
    assertThat(new Price(2, 1, 10).of(usage)).isEqualTo(new Usd(270_000));
  }

  @Test
  void anAnswerOfNothingButThoughtsIsBookedToo() {
    assertThat(UsageWire.ofGenerate(json("{\"promptTokenCount\":9,\"thoughtsTokenCount\":50}")))
        .contains(new Usage(9, 0, 50, 50));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"input_tokens\":1,\"cache_creation\":{\"ephemeral_1h_input_tokens\":-3}}",
        "{\"input_tokens\":1,\"cache_creation\":{\"ephemeral_1h_input_tokens\":1.5}}"
      })
  void countsThatCannotBeRightAreNoCounts(String usage) {
    assertThat(UsageWire.ofMessages(json(usage))).isEmpty();
  }

  @Test
  void moreForAnHourThanWasWrittenAtAllIsAllThatWasWritten() {
    assertThat(
            UsageWire.ofMessages(
                json(
                    "{\"input_tokens\":1,\"cache_creation_input_tokens\":5,\"cache_creation\":{\"ephemeral_1h_input_tokens\":9}}")))
        .contains(new Usage(6, 0, 0, 0, 5, 5));
  }

  private static JsonNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
