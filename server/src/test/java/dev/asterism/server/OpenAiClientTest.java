package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.decisions.Decision;
import com.openai.models.decisions.DecisionChoiceOption;
import com.openai.models.decisions.DecisionCreateParams;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OpenAI's own Java client, which checks every answer against the API's types.
class OpenAiClientTest {

  private static final String TEACHER = "says the teacher";

  @TempDir private Path data;
  @AutoClose private TaughtServer taught;
  @AutoClose private OpenAIClient client;

  @BeforeEach
  void start() throws Exception {
    taught = new TaughtServer(data, FruitOrTool.chatAnswer(TEACHER));
    client = OpenAIOkHttpClient.builder().apiKey("unused").baseUrl(taught.root() + "/v1").build();
  }

  @Test
  void aTeachersAnswerArrivesAsItWasGiven() {
    ChatCompletion answer =
        client.chat().completions().create(chat(FruitOrTool.UNHEARD_OF)).validate();
    assertThat(content(answer)).isEqualTo(TEACHER);
    assertThat(answer.id()).isEqualTo("c1");
    assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(1_100);
  }

  @Test
  void aStudentsAnswerIsAnAnswerLikeAnyOther() {
    ChatCompletion answer = client.chat().completions().create(chat(FruitOrTool.FRUIT)).validate();
    assertThat(content(answer)).isEqualTo("fruit");
    assertThat(answer.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(1_100);
    assertThat(taught.teacher().asked()).isEmpty();
  }

  @Test
  void aStudentsStreamAddsUpToItsAnswer() {
    ChatCompletionCreateParams asked =
        chat(FruitOrTool.FRUIT).toBuilder()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(asked)) {
      stream.stream().map(ChatCompletionChunk::validate).forEach(accumulator::accumulate);
    }
    ChatCompletion answer = accumulator.chatCompletion();
    assertThat(content(answer)).isEqualTo("fruit");
    assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(100);
    assertThat(taught.teacher().asked()).isEmpty();
  }

  @Test
  void aStudentsDecisionIsADecisionLikeAnyOther() {
    Decision decision = client.decisions().create(decision()).validate();
    Decision.Answer.Choice answer = decision.answers().getFirst().asChoice();
    assertThat(answer.choice().asString()).isEqualTo("fruit");
    assertThat(answer.name()).contains("kind");
    assertThat(answer.confidence()).isBetween(0.5, 1.0);
    assertThat(answer.probabilities()).hasSize(2);
    assertThat(taught.teacher().asked()).isEmpty();
  }

  @Test
  void aRefusedRequestIsTheClientsOwnKindOfError() {
    ChatCompletionCreateParams asked =
        chat("x").toBuilder()
            .putAdditionalBodyProperty("messages", com.openai.core.JsonValue.from(7))
            .build();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> client.chat().completions().create(asked))
        .isInstanceOfSatisfying(
            BadRequestException.class, refusal -> assertThat(refusal.param()).contains("messages"));
  }

  private static ChatCompletionCreateParams chat(String input) {
    return ChatCompletionCreateParams.builder()
        .model("big")
        .addSystemMessage("Fruit or tool?")
        .addUserMessage(input)
        .build();
  }

  private static DecisionCreateParams decision() {
    return DecisionCreateParams.builder()
        .model("big")
        .input(FruitOrTool.FRUIT)
        .addQuestion(
            DecisionCreateParams.Question.Choice.builder()
                .name("kind")
                .instructions("Which kind is it?")
                .addChoice(DecisionChoiceOption.builder().value("fruit").build())
                .addChoice(DecisionChoiceOption.builder().value("tool").build())
                .build())
        .build();
  }

  private static String content(ChatCompletion answer) {
    return answer.choices().getFirst().message().content().orElse("");
  }
}
