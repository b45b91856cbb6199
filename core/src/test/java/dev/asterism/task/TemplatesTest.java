package dev.asterism.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Label;
import dev.asterism.chat.Message;
import dev.asterism.chat.ResponseFormat;
import dev.asterism.chat.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplatesTest {

  @Test
  void eachOfManyTemplatesIsFoundWhateverTheOrderTheyWereGivenIn() {
    List<KnownTemplate> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(
          switch (i % 3) {
            case 0 -> known("Instructions number " + i + ": ", "");
            case 1 -> known("", "\nAnswer question number " + i + ".");
            default -> known("Q" + i + ": ", " ?");
          });
    }
    Collections.shuffle(many, new Random(1));
    Templates templates = new Templates(many);
    for (KnownTemplate one : many) {
      String text = one.template().render(List.of("some input")).getFirst().text();
      Sighting sighting = templates.sighting(request(text)).orElseThrow();
      assertThat(sighting.task()).isEqualTo(one.task());
      assertThat(sighting.input()).isEqualTo("some input");
    }
  }

  @Test
  void theTemplateWithMoreConstantTextGoesFirst() {
    KnownTemplate wide = known("Classify the ticket: ", "");
    KnownTemplate narrow = known("Classify the ticket: ", "\nThink before you answer.");
    Templates templates = new Templates(List.of(wide, narrow));
    assertThat(task(templates, "Classify the ticket: a\nThink before you answer."))
        .contains(narrow.task());
    assertThat(task(templates, "Classify the ticket: a")).contains(wide.task());
  }

  @Test
  void anotherModelOrFormatIsAnotherTask() {
    KnownTemplate one = known("Classify the ticket: ", "");
    Templates templates = new Templates(List.of(one));
    ChatRequest other =
        new ChatRequest(
            "other",
            List.of(new Message(Role.USER, "Classify the ticket: a")),
            new ResponseFormat.Text(),
            Optional.empty(),
            false,
            false,
            Set.of());
    assertThat(templates.sighting(other)).isEmpty();
    assertThat(
            KnownTemplate.of("big", "json", one.template(), one.task().space(), Wording.NONE)
                .task()
                .id())
        .isNotEqualTo(one.task().id());
  }

  @Test
  void severalSlotsAreOneInputInWhichEachIsNamed() {
    Template form =
        new Template(
            List.of(new Turn(Role.USER, List.of("Subject: ", "\nBody:\n<<<\n", "\n>>>\nSpam?"))));
    KnownTemplate known = KnownTemplate.of("big", "", form, new AnswerSpace.Truth(), Wording.NONE);
    assertThat(known.sighting(form.render(List.of("Hello", "Buy now"))).orElseThrow().input())
        .isEqualTo("Subject: Hello\nBody: Buy now");
  }

  @Test
  void aNamedRequestKeepsItsNameWhateverTemplateItIsOf() {
    KnownTemplate known = known("Classify the ticket: ", "");
    Recogniser recogniser = new Recogniser(() -> new Templates(List.of(known)));
    ChatRequest named =
        new ChatRequest(
            "big",
            List.of(new Message(Role.USER, "Classify the ticket: a")),
            new ResponseFormat.Text(),
            Optional.of("triage"),
            false,
            false,
            Set.of());
    assertThat(recogniser.sighting(named).orElseThrow().task().origin()).isEqualTo(Origin.NAMED);
    assertThat(recogniser.sighting(request("Classify the ticket: a")).orElseThrow().task())
        .isEqualTo(known.task());
  }

  @Test
  void aLabelIsWhatStandsInsideTheWording() {
    Task task = known("Is it spam? Text: ", "").task();
    Sighting sighting = new Sighting(task, 0, "x", new Wording("Answer: ", "."));
    assertThat(sighting.inner(new Label.Text("Answer: true."))).isEqualTo(new Label.Truth(true));
    assertThat(sighting.inner(new Label.Text("Answer: perhaps.")))
        .isEqualTo(new Label.Text("perhaps"));
    assertThat(sighting.inner(new Label.Text("I cannot say")))
        .isEqualTo(new Label.Text("I cannot say"));
  }

  private static Optional<Task> task(Templates templates, String text) {
    return templates.sighting(request(text)).map(Sighting::task);
  }

  private static KnownTemplate known(String before, String after) {
    return KnownTemplate.of(
        "big",
        "",
        new Template(List.of(new Turn(Role.USER, List.of(before, after)))),
        new AnswerSpace.Truth(),
        Wording.NONE);
  }

  private static ChatRequest request(String text) {
    return new ChatRequest(
        "big",
        List.of(new Message(Role.USER, text)),
        new ResponseFormat.Text(),
        Optional.empty(),
        false,
        false,
        Set.of());
  }
}
