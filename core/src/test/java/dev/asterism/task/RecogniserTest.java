package dev.asterism.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.DecisionRequest;
import dev.asterism.chat.Label;
import dev.asterism.chat.Message;
import dev.asterism.chat.Question;
import dev.asterism.chat.ResponseFormat;
import dev.asterism.chat.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecogniserTest {

  private final Recogniser recogniser = new Recogniser();

  @Test
  void aQuestionKeepsItsTaskWhateverTheInput() {
    assertThat(ask("hello", "spam?").task()).isEqualTo(ask("goodbye", "spam?").task());
  }

  @Test
  void anyChangeOfInstructionsIsAnotherTask() {
    assertThat(ask("hello", "spam?").task().id()).isNotEqualTo(ask("hello", "spam ?").task().id());
  }

  @Test
  void aTextTrueAndABooleanTrueMakeDifferentTasks() {
    assertThat(choose(new Label.Text("true"), new Label.Text("false")).id())
        .isNotEqualTo(choose(new Label.Truth(true), new Label.Truth(false)).id());
  }

  @Test
  void aSystemPromptAndOneUserMessageMakeASighting() {
    Sighting sighting =
        recogniser
            .sighting(chat(Optional.empty(), system("Classify."), user("my card is lost")))
            .orElseThrow();
    assertThat(sighting.input()).isEqualTo("my card is lost");
    assertThat(sighting.task().origin()).isEqualTo(Origin.CHAT);
  }

  @Test
  void anUnnamedConversationIsNoTask() {
    assertThat(
            recogniser.sighting(
                chat(
                    Optional.empty(),
                    system("Help."),
                    user("hi"),
                    new Message(Role.ASSISTANT, "hello"),
                    user("and now?"))))
        .isEmpty();
  }

  @Test
  void aNamedRequestIsATaskEvenWithoutInstructions() {
    assertThat(recogniser.sighting(chat(Optional.of("triage"), user("hi"))))
        .map(Sighting::task)
        .map(Task::name)
        .contains("triage");
  }

  @Test
  void aRequestWithToolsIsNoTask() {
    ChatRequest request =
        new ChatRequest(
            "big",
            List.of(system("Classify."), user("hi")),
            new ResponseFormat.Text(),
            Optional.empty(),
            false,
            false,
            Set.of("tools"));
    assertThat(recogniser.sighting(request)).isEmpty();
  }

  @Test
  void whatACallerSaysOfChoicesGoesWithTheTask() {
    List<Question.Option> options =
        List.of(
            new Question.Option(new Label.Text("late"), Optional.of("not there in a week")),
            new Question.Option(new Label.Text("lost"), Optional.empty()));
    Question question = new Question.Choice(Optional.empty(), "which?", options);
    Task task =
        recogniser
            .sightings(new DecisionRequest("big", "x", true, List.of(question), Set.of()))
            .getFirst()
            .task();
    assertThat(task.space().options()).isEqualTo(options);
    assertThat(task.space().declared())
        .containsExactly(new Label.Text("late"), new Label.Text("lost"));
  }

  private Sighting ask(String input, String instructions) {
    Question question = new Question.Predicate(Optional.empty(), instructions);
    return recogniser
        .sightings(new DecisionRequest("big", input, true, List.of(question), Set.of()))
        .getFirst();
  }

  private Task choose(Label first, Label second) {
    Question question =
        new Question.Choice(
            Optional.empty(),
            "which?",
            List.of(
                new Question.Option(first, Optional.empty()),
                new Question.Option(second, Optional.empty())));
    return recogniser
        .sightings(new DecisionRequest("big", "x", true, List.of(question), Set.of()))
        .getFirst()
        .task();
  }

  private static ChatRequest chat(Optional<String> name, Message... messages) {
    return new ChatRequest(
        "big", List.of(messages), new ResponseFormat.Text(), name, false, false, Set.of());
  }

  private static Message system(String text) {
    return new Message(Role.SYSTEM, text);
  }

  private static Message user(String text) {
    return new Message(Role.USER, text);
  }
}
