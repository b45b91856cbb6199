package dev.asterism.discover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Role;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.KnownTemplate;
import dev.asterism.task.Template;
import dev.asterism.task.Turn;
import dev.asterism.task.Wording;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NarrowingTest {

  private static final String PROMPT = "Classify the ticket as refund or repair.\n\nTicket: {x}";
  private static final KnownTemplate KNOWN =
      KnownTemplate.of(
          "big",
          "",
          new Template(
              List.of(
                  new Turn(
                      Role.USER,
                      List.of("Classify the ticket as refund or repair.\n\nTicket: ", "")))),
          new AnswerSpace.Open(),
          Wording.NONE);

  private final Traffic traffic = new Traffic(4);

  @Test
  void aLineAddedBehindTheInputIsANewVersion() {
    List<Asked> newest = traffic.of(PROMPT + "\nAnswer with one word.", 64, "refund", "repair");
    KnownTemplate version = Narrowing.of(KNOWN, newest).orElseThrow();
    assertThat(version.template().turns().getFirst().constants())
        .containsExactly(
            "Classify the ticket as refund or repair.\n\nTicket: ", "\nAnswer with one word.");
    assertThat(version.task().id()).isNotEqualTo(KNOWN.task().id());
  }

  @Test
  void inputsThatDifferAreNoVersion() {
    assertThat(Narrowing.of(KNOWN, traffic.of(PROMPT, 64, "refund", "repair"))).isEmpty();
  }

  @Test
  void tooFewOrTheSameAgainAndAgainTellNothing() {
    String grown = PROMPT + "\nAnswer with one word.";
    assertThat(Narrowing.of(KNOWN, traffic.of(grown, 63, "refund", "repair"))).isEmpty();
    List<Asked> same = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      same.add(Traffic.user(grown.replace("{x}", "broken"), "repair"));
    }
    assertThat(Narrowing.of(KNOWN, same)).isEmpty();
  }
}
