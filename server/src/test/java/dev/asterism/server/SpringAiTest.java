package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/// Spring AI's client: the same from a provider of any dialect as straight from OpenAI's, and from
/// a student as from any model.
class SpringAiTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @AutoClose private static EveryDialect dialects;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    dialects = new EveryDialect(data);
  }

  /// What the model may call.
  private static final class Weather implements ToolCallback {

    @Override
    public ToolDefinition getToolDefinition() {
      return ToolDefinition.builder()
          .name("get_weather")
          .description("The weather in a city.")
          .inputSchema("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}")
          .build();
    }

    @Override
    public String call(String input) {
      return "It rains.";
    }
  }

  @ParameterizedTest
  @CsvSource({
    "chat,text", "chat,tools", "chat,length", "responses,text", "responses,tools",
    "responses,length", "messages,text", "messages,tools", "messages,length", "generate,text",
    "generate,tools", "generate,length"
  })
  void anAnswerIsTheSameWholeAndStreamed(String language, String scenario) {
    ChatModel direct = model(dialects.direct(), "big", new Weather());
    ChatModel through = model(dialects.through(), language + "-big", new Weather());
    assertThat(Told.of(through.call(asked(scenario))))
        .isEqualTo(Told.of(direct.call(asked(scenario))));
    assertThat(Told.of(streamed(through, asked(scenario))))
        .isEqualTo(Told.of(streamed(direct, asked(scenario))));
  }

  @Test
  void aStudentsAnswerIsAnAnswerLikeAnyOther(@TempDir Path data) throws Exception {
    try (TaughtServer taught = new TaughtServer(data, "{}")) {
      ChatModel model = model(taught.root(), "big");
      Prompt asked =
          new Prompt(new SystemMessage("Fruit or tool?"), new UserMessage(FruitOrTool.FRUIT));
      Told told = Told.of(model.call(asked));
      assertThat(told.text()).isEqualTo("fruit");
      assertThat(Told.of(streamed(model, asked))).isEqualTo(told);
      assertThat(taught.teacher().asked()).isEmpty();
    }
  }

  /// What an application reads of an answer; ids are each provider's own.
  private record Told(
      String text, List<AssistantMessage.ToolCall> calls, String finish, List<Integer> tokens) {

    static Told of(ChatResponse response) {
      Generation generation = Objects.requireNonNull(response.getResult());
      AssistantMessage message = generation.getOutput();
      ChatResponseMetadata metadata = response.getMetadata();
      return new Told(
          String.valueOf(message.getText()),
          message.getToolCalls(),
          String.valueOf(generation.getMetadata().getFinishReason()),
          List.of(
              metadata.getUsage().getPromptTokens(),
              metadata.getUsage().getCompletionTokens(),
              metadata.getUsage().getTotalTokens()));
    }
  }

  private static ChatResponse streamed(ChatModel model, Prompt asked) {
    ChatResponse[] whole = new ChatResponse[1];
    new MessageAggregator()
        .aggregate(model.stream(asked), response -> whole[0] = response)
        .blockLast(PATIENCE);
    return whole[0];
  }

  private static Prompt asked(String scenario) {
    return new Prompt(
        List.of(new SystemMessage("Be brief."), new UserMessage("scenario: " + scenario)));
  }

  private static ChatModel model(String root, String name, ToolCallback... tools) {
    OpenAiChatOptions options =
        OpenAiChatOptions.builder()
            .baseUrl(root + "/v1")
            .apiKey("sk-client")
            .model(name)
            .timeout(PATIENCE)
            .maxRetries(0)
            .streamUsage(true)
            .toolCallbacks(List.of(tools))
            .build();
    return OpenAiChatModel.builder().options(options).build();
  }
}
