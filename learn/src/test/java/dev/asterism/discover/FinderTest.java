package dev.asterism.discover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Label;
import dev.asterism.chat.Message;
import dev.asterism.chat.Role;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.KnownTemplate;
import dev.asterism.task.TaskId;
import dev.asterism.task.Turn;
import dev.asterism.task.Wording;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FinderTest {

  private static final String TICKET =
      "Classify the ticket as refund or repair.\n\nTicket: {x}\nCategory:";
  private static final String LAST =
      "{x}\n\nIs the message above a complaint? Answer true or false.";
  private static final String FORM =
      "Rate how urgent this is.\n"
          + "Subject: {y}\n"
          + "Body:\n"
          + "<<<\n"
          + "{x}\n"
          + ">>>\n"
          + "Answer with a number from 1 to 5.";

  private final Traffic traffic = new Traffic(3);

  @Test
  void constantsSlotsWordingAndAnswersAreFoundBetweenOneOffs() {
    List<Asked> requests = new ArrayList<>();
    requests.addAll(traffic.of(TICKET, 100, "Category: refund", "Category: repair"));
    requests.addAll(traffic.of(LAST, 100, "True.", "False."));
    requests.addAll(traffic.of(FORM, 100, "1", "2", "4", "5"));
    requests.addAll(traffic.oneOffs(300));
    Collections.shuffle(requests, new Random(1));
    List<KnownTemplate> found = Traffic.learn(new Finder(), requests);
    assertThat(found)
        .extracting(known -> known.template().turns().getFirst().constants())
        .containsExactlyInAnyOrder(
            List.of("Classify the ticket as refund or repair.\n\nTicket: ", "\nCategory:"),
            List.of("", "\n\nIs the message above a complaint? Answer true or false."),
            List.of(
                "Rate how urgent this is.\nSubject: ",
                "\nBody:\n<<<\n",
                "\n>>>\nAnswer with a number from 1 to 5."));
    assertThat(named(found, "ticket").wording()).isEqualTo(new Wording("Category: ", ""));
    assertThat(named(found, "ticket").task().space())
        .isEqualTo(
            AnswerSpace.Labels.of(List.of(new Label.Text("refund"), new Label.Text("repair"))));
    assertThat(named(found, "complaint").task().space()).isEqualTo(new AnswerSpace.Truth());
    assertThat(named(found, "complaint").wording()).isEqualTo(new Wording("", "."));
    assertThat(named(found, "urgent").task().space().declared())
        .extracting(Label::display)
        .containsExactly("1", "2", "3", "4", "5");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theOrderOfTrafficDoesNotChangeIds(long seed) {
    List<Asked> requests = new ArrayList<>();
    requests.addAll(traffic.of(TICKET, 120, "Category: refund", "Category: repair"));
    requests.addAll(traffic.of(LAST, 120, "True.", "False."));
    requests.addAll(traffic.of(FORM, 120, "1", "2", "4", "5"));
    requests.addAll(traffic.oneOffs(200));
    Set<TaskId> ids = new HashSet<>();
    Traffic.learn(new Finder(), requests).forEach(known -> ids.add(known.task().id()));
    Collections.shuffle(requests, new Random(seed));
    assertThat(Traffic.learn(new Finder(), requests))
        .extracting(known -> known.task().id())
        .hasSize(3)
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void twoVersionsOfAPromptStayApart() {
    List<Asked> requests = new ArrayList<>();
    requests.addAll(traffic.of(TICKET, 100, "refund", "repair"));
    requests.addAll(
        traffic.of(TICKET.replace("the ticket", "the support ticket"), 100, "refund", "repair"));
    Collections.shuffle(requests, new Random(1));
    assertThat(Traffic.learn(new Finder(), requests))
        .hasSize(2)
        .extracting(known -> known.template().slots())
        .containsOnly(1);
  }

  @Test
  void promptsThatShareASystemMessageAreSeveralTasks() {
    List<Asked> requests = new ArrayList<>();
    for (String prompt : List.of(TICKET, LAST, FORM)) {
      for (Asked asked : traffic.of(prompt, 80, "a", "b", "c")) {
        requests.add(
            Traffic.asked(
                asked.answer(),
                new Message(Role.SYSTEM, "You label texts. You never explain your answers."),
                asked.request().messages().getFirst()));
      }
    }
    Collections.shuffle(requests, new Random(1));
    Finder finder = new Finder();
    requests.forEach(finder::add);
    assertThat(finder.look()).hasSize(3);
  }

  @Test
  void slotsInTheSystemMessageAndExamplesBeforeTheInputAreFound() {
    List<Asked> requests = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      requests.add(
          Traffic.asked(
              i % 2 == 0 ? "good" : "bad",
              new Message(Role.SYSTEM, "You judge reviews of " + traffic.text(2) + ". One word."),
              new Message(Role.USER, "Review: it broke at once"),
              new Message(Role.ASSISTANT, "bad"),
              new Message(Role.USER, "Review: " + traffic.text(8))));
    }
    List<KnownTemplate> found = Traffic.learn(new Finder(), requests);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().template().turns())
        .containsExactly(
            new Turn(Role.SYSTEM, List.of("You judge reviews of ", ". One word.")),
            new Turn(Role.USER, List.of("Review: it broke at once")),
            new Turn(Role.ASSISTANT, List.of("bad")),
            new Turn(Role.USER, List.of("Review: ", "")));
  }

  @Test
  void constantInstructionsBeforeAWholeMessageNeedNoTemplate() {
    List<Asked> requests = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      requests.add(
          Traffic.asked(
              i % 2 == 0 ? "good" : "bad",
              new Message(Role.SYSTEM, "You judge reviews of films and books. One word."),
              new Message(Role.USER, traffic.text(8))));
    }
    Finder finder = new Finder();
    requests.forEach(finder::add);
    assertThat(finder.look()).isEmpty();
  }

  @Test
  void freeTextFewSightingsLittleTextAndEqualRequestsMakeNoTask() {
    List<Asked> requests = new ArrayList<>(traffic.oneOffs(500));
    requests.addAll(traffic.of(TICKET, 39, "refund", "repair"));
    requests.addAll(traffic.of("Spam? {x}", 100, "yes", "no"));
    requests.addAll(
        traffic.of("Always the very same long question, word for word.", 100, "a", "b"));
    for (int i = 0; i < 100; i++) {
      requests.add(
          Traffic.user(
              "Write a friendly answer to this mail of a customer: " + traffic.text(20),
              traffic.text(30)));
    }
    assertThat(Traffic.learn(new Finder(), requests)).isEmpty();
  }

  @Test
  void endlessOneOffsTakeBoundedRoomAndDoNotDriveOutARareTemplate() {
    Finder finder = new Finder();
    List<Asked> rare = traffic.of(TICKET, 60, "refund", "repair");
    for (Asked asked : rare) {
      traffic.oneOffs(150).forEach(finder::add);
      finder.add(asked);
      assertThat(finder.size()).isLessThanOrEqualTo(4_096);
    }
    assertThat(finder.look()).hasSize(1);
  }

  @Test
  void hugeBinaryAndRightToLeftRequestsDoNoHarm() {
    Finder finder = new Finder();
    finder.add(Traffic.user("x".repeat(10_000_000), "a"));
    finder.add(Traffic.user("a\0b", "a"));
    assertThat(finder.size()).isZero();
    Random random = new Random(1);
    List<Asked> requests = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      StringBuilder binary = new StringBuilder();
      for (int c = 0; c < 300; c++) {
        binary.append((char) (1 + random.nextInt(0xFFFE)));
      }
      requests.add(Traffic.user(binary.toString(), "a"));
      requests.add(
          Traffic.user(
              "صنف الرسالة التالية كشكوى أو سؤال:\n" + traffic.text(5) + "\nالفئة:",
              i % 2 == 0 ? "شكوى" : "سؤال"));
      requests.add(
          Traffic.user("请判断下面这条消息是投诉还是提问。\n消息:" + traffic.text(5), i % 2 == 0 ? "投诉" : "提问"));
    }
    assertThat(Traffic.learn(finder, requests))
        .extracting(known -> known.template().turns().getFirst().constants())
        .containsExactlyInAnyOrder(
            List.of("صنف الرسالة التالية كشكوى أو سؤال:\n", "\nالفئة:"),
            List.of("请判断下面这条消息是投诉还是提问。\n消息:", ""));
  }

  @Test
  void promptsWithAWordChangedHereAndThereMakeNoWiderTemplate() {
    List<Asked> requests = new ArrayList<>(traffic.of(TICKET, 100, "refund", "repair"));
    Random random = new Random(1);
    for (Asked asked : traffic.of(TICKET, 60, "refund", "repair")) {
      String text = asked.request().messages().getFirst().text();
      int blank = text.indexOf(' ', random.nextInt(30));
      requests.add(
          Traffic.user(
              text.substring(0, blank) + " " + traffic.text(1) + text.substring(blank),
              asked.answer()));
    }
    Collections.shuffle(requests, random);
    assertThat(Traffic.learn(new Finder(), requests))
        .extracting(known -> known.template().turns().getFirst().constants())
        .containsExactly(
            List.of("Classify the ticket as refund or repair.\n\nTicket: ", "\nCategory:"));
  }

  /// No label has come twice by then: nobody would know them for a set who did not read the list.
  @ParameterizedTest
  @ValueSource(ints = {255, 400, 512})
  void longListsOfLabelsAreFoundAsSoonAsShortOnes(int labels) {
    StringBuilder prompt = new StringBuilder("Which intent is it? Answer with its name.\n");
    String[] names = new String[labels];
    for (int label = 0; label < labels; label++) {
      names[label] = "intent_" + Integer.toString(46_656 + 97 * label, 36);
      prompt.append("- ").append(names[label]).append(": wants ").append(traffic.text(3));
      prompt.append('\n');
    }
    List<Asked> requests = new ArrayList<>();
    List<Asked> unlisted = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String answer = names[i * labels / 40];
      requests.addAll(traffic.of(prompt + "Text: {x}", 1, answer));
      unlisted.addAll(
          traffic.of("Which intent is it? Answer with its name.\nText: {x}", 1, answer));
    }
    requests.addAll(traffic.oneOffs(100));
    Collections.shuffle(requests, new Random(1));
    Finder finder = new Finder();
    requests.forEach(finder::add);
    assertThat(finder.look())
        .singleElement()
        .satisfies(known -> {
          assertThat(known.task().instructions()).contains(names[0], names[labels - 1]);
          assertThat(known.wording()).isEqualTo(Wording.NONE);
        });
    Finder other = new Finder();
    unlisted.forEach(other::add);
    assertThat(other.look()).isEmpty();
  }

  private static KnownTemplate named(List<KnownTemplate> found, String word) {
    return found.stream()
        .filter(known -> known.task().instructions().contains(word))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void instructionsThatAskOneThingOnlyMakeTheTaskByThemselves() {
    Finder finder = new Finder();
    instructed("Is this a refund or a repair?", TICKET, 100).forEach(finder::add);
    assertThat(finder.look()).isEmpty();
  }

  @Test
  void aGeneralAssistantThatIsAskedManyThingsHasATemplateForWhatRecurs() {
    Finder finder = new Finder();
    instructed("You are a helpful assistant.", TICKET, 100).forEach(finder::add);
    instructed("You are a helpful assistant.", "{x}", 60).forEach(finder::add);
    assertThat(finder.look())
        .singleElement()
        .satisfies(known ->
            assertThat(known.template().turns().getLast().constants())
                .containsExactly(
                    "Classify the ticket as refund or repair.\n\nTicket: ", "\nCategory:"));
  }

  private List<Asked> instructed(String instructions, String prompt, int count) {
    return traffic.of(prompt, count, "refund", "repair").stream()
        .map(asked ->
            Traffic.asked(
                asked.answer(),
                new Message(Role.SYSTEM, instructions),
                asked.request().messages().getLast()))
        .toList();
  }
}
