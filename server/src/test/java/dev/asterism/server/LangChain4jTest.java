package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// LangChain4j's client: the same from a provider of any dialect as straight from OpenAI's, and
/// from a student as from any model.
class LangChain4jTest {

  @AutoClose private static EveryDialect dialects;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    dialects = new EveryDialect(data);
  }

  @ParameterizedTest
  @CsvSource({
    "chat,text", "chat,tools", "responses,text", "responses,tools",
    "messages,text", "messages,tools", "generate,text", "generate,tools"
  })
  void anAnswerIsTheSameWholeAndStreamed(String language, String scenario) throws Exception {
    ChatResponse expected = model(dialects.direct(), "big").chat(asked(scenario));
    String root = dialects.through();
    ChatResponse told = model(root, language + "-big").chat(asked(scenario));
    assertThat(told.aiMessage()).isEqualTo(expected.aiMessage());
    assertThat(told.finishReason()).isEqualTo(expected.finishReason());
    assertThat(told.tokenUsage()).isEqualTo(expected.tokenUsage());
    ChatResponse flowing = stream(dialects.direct(), "big", asked(scenario));
    ChatResponse streamed = stream(root, language + "-big", asked(scenario));
    assertThat(streamed.aiMessage()).isEqualTo(flowing.aiMessage());
    assertThat(streamed.tokenUsage()).isEqualTo(flowing.tokenUsage());
  }

  @Test
  void aStudentsAnswerIsAnAnswerLikeAnyOther(@TempDir Path data) throws Exception {
    try (TaughtServer taught = new TaughtServer(data, "{}")) {
      ChatRequest asked =
          ChatRequest.builder()
              .messages(SystemMessage.from("Fruit or tool?"), UserMessage.from(FruitOrTool.FRUIT))
              .build();
      ChatResponse told = model(taught.root(), "big").chat(asked);
      assertThat(told.aiMessage().text()).isEqualTo("fruit");
      ChatResponse streamed = stream(taught.root(), "big", asked);
      assertThat(streamed.aiMessage()).isEqualTo(told.aiMessage());
      assertThat(streamed.tokenUsage()).isEqualTo(told.tokenUsage());
      assertThat(taught.teacher().asked()).isEmpty();
    }
  }

  private static ChatRequest asked(String scenario) {
    return ChatRequest.builder()
        .messages(UserMessage.from("scenario: " + scenario))
        .toolSpecifications(
            ToolSpecification.builder()
                .name("get_weather")
                .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
                .build())
        .build();
  }

  private static OpenAiChatModel model(String root, String name) {
    return OpenAiChatModel.builder()
        .baseUrl(root + "/v1")
        .apiKey("sk-client")
        .modelName(name)
        .build();
  }

  private static ChatResponse stream(String root, String name, ChatRequest asked) throws Exception {
    CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
    OpenAiStreamingChatModel.builder()
        .baseUrl(root + "/v1")
        .apiKey("sk-client")
        .modelName(name)
        .timeout(Duration.ofSeconds(20))
        .build()
        .chat(
            asked,
            new StreamingChatResponseHandler() {
              @Override
              public void onCompleteResponse(ChatResponse response) {
                whole.complete(response);
              }

              @Override
              public void onError(Throwable error) {
                whole.completeExceptionally(error);
              }
            });
    return whole.get(20, TimeUnit.SECONDS);
  }
}
