package dev.asterism.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterism.chat.Message;
import dev.asterism.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TemplateTest {

  /// Right-to-left, Chinese and Japanese text, a surrogate pair, control characters, layout.
  private static final List<String> WORDS =
      List.of(
          "card",
          "lost",
          "مرحبا بالعالم",
          "שלום",
          "我的卡丢了",
          "カードをなくした",
          "\uD83C\uDF4E",
          "\u0001\u0002",
          "\n",
          "{x}",
          "\"",
          "",
          "Ticket:",
          " ");

  private static final Template TICKET =
      template(new Turn(Role.USER, List.of("Classify.\n\nTicket: ", "\nCategory:")));

  @RepeatedTest(200)
  void whatIsRenderedFromValuesMatchesWithThoseValues(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Template template = random(random);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < template.slots(); i++) {
      values.add(text(random));
    }
    assertThat(template.match(template.render(values))).contains(values);
  }

  @RepeatedTest(200)
  void anyChangeOfAConstantPieceMatchesNoMore(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Template template = random(random);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < template.slots(); i++) {
      values.add("value");
    }
    List<Message> messages = changed(template, random).render(values);
    assertThat(template.match(messages)).isEmpty();
  }

  @Test
  void aValueThatHoldsThePiecesAroundItIsStillTheWholeValue() {
    String value = "Ticket: \nCategory: x\nCategory:";
    assertThat(TICKET.match(TICKET.render(List.of(value)))).contains(List.of(value));
  }

  @Test
  void aTextThatCouldBeReadInTwoWaysIsNotOfTheTemplate() {
    Template form = template(new Turn(Role.USER, List.of("Subject: ", "\nBody: ", "")));
    assertThat(form.match(form.render(List.of("a", "b")))).contains(List.of("a", "b"));
    assertThat(form.match(form.render(List.of("a\nBody: b", "c")))).isEmpty();
  }

  @Test
  void overlappingPiecesAreNotCountedTwice() {
    assertThat(TICKET.match(List.of(new Message(Role.USER, "Classify.\n\nTicket: Category:"))))
        .isEmpty();
  }

  @Test
  void otherRolesOrMoreMessagesMatchNothing() {
    List<Message> messages = TICKET.render(List.of("x"));
    String text = messages.getFirst().text();
    assertThat(TICKET.match(List.of(new Message(Role.SYSTEM, text)))).isEmpty();
    assertThat(TICKET.match(List.of(messages.getFirst(), messages.getFirst()))).isEmpty();
  }

  @Test
  void tenMegabytesAreMatchedOrRefusedAtOnce() {
    String large = "a".repeat(10_000_000);
    assertThat(TICKET.match(TICKET.render(List.of(large)))).contains(List.of(large));
    Template form = template(new Turn(Role.USER, List.of("", "aaaaaaaab", "")));
    assertThat(form.match(List.of(new Message(Role.USER, large)))).isEmpty();
  }

  @Test
  void aWiderTemplateCoversANarrowerOneAndNotTheOtherWayRound() {
    Template narrow =
        template(new Turn(Role.USER, List.of("Classify.\n\nTicket: Dear ", "\nCategory:")));
    assertThat(TICKET.covers(narrow)).isTrue();
    assertThat(narrow.covers(TICKET)).isFalse();
  }

  @Test
  void aTemplateWithoutASlotIsNone() {
    assertThatThrownBy(() -> template(new Turn(Role.USER, List.of("always the same"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slot");
  }

  private static Template template(Turn... turns) {
    return new Template(List.of(turns));
  }

  /// One to four turns, with none to three slots each. Constant pieces hold marks that no value
  /// holds, so that values are told from them.
  private static Template random(Random random) {
    List<Turn> turns = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      turns.add(
          turn(random.nextBoolean() ? Role.SYSTEM : Role.ASSISTANT, random.nextInt(4), random));
    }
    turns.add(turn(Role.USER, 1 + random.nextInt(3), random));
    return new Template(turns);
  }

  private static Turn turn(Role role, int slots, Random random) {
    List<String> constants = new ArrayList<>();
    for (int i = 0; i <= slots; i++) {
      constants.add(text(random) + "§" + i + random.nextInt(1_000) + "§" + text(random));
    }
    return new Turn(role, constants);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return text.toString();
  }

  private static Template changed(Template template, Random random) {
    List<Turn> turns = new ArrayList<>(template.turns());
    int place = random.nextInt(turns.size());
    List<String> constants = new ArrayList<>(turns.get(place).constants());
    int piece = random.nextInt(constants.size());
    int at = constants.get(piece).indexOf('§') + 1;
    String text = constants.get(piece);
    constants.set(
        piece,
        switch (random.nextInt(3)) {
          case 0 -> text.substring(0, at) + "x" + text.substring(at);
          case 1 -> text.substring(0, at) + text.substring(at + 1);
          default -> text.substring(0, at - 1) + "$" + text.substring(at);
        });
    turns.set(place, new Turn(turns.get(place).role(), constants));
    return new Template(turns);
  }
}
