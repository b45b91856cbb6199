package dev.asterism.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListingTest {

  private static final List<String> LABELS =
      List.of("card_arrival", "lost card", "top-up failed", "why is it slow?", "other");

  static Stream<String> lists() {
    return Stream.of(
        "Say one of: " + String.join(", ", LABELS) + ".",
        "Reply with either card_arrival, lost card, top-up failed, why is it slow? or other",
        "Labels:\n" + lines("- %s") + "\nReply with one.",
        "Labels:\r\n" + LABELS.stream().collect(Collectors.joining("\r\n")),
        lines("%d. %s"),
        lines("%d) %s"),
        "Pick from [" + LABELS.stream().map(label -> '"' + label + '"').toList() + "]",
        "<label>" + String.join("</label><label>", LABELS) + "</label>",
        "card_arrival/lost card/top-up failed/why is it slow?/other",
        lines("* **%s**: said where it fits"),
        "CARD_ARRIVAL | LOST CARD | TOP-UP FAILED | WHY IS IT SLOW? | OTHER",
        "Text: my card?\nLabel: card_arrival\n\nText: gone\nLabel: lost card\n\nText: hm\nLabel: "
            + "top-up failed\n\nText: ah\nLabel: why is it slow?\n\nText: so\nLabel: other");
  }

  @ParameterizedTest
  @MethodSource("lists")
  void whateverAListLooksLikeItsAnswersAreFoundInIt(String instructions) {
    Listing listing = Listing.of(instructions);
    assertThat(LABELS).allMatch(listing::names);
    assertThat(listing.names("card")).isFalse();
    assertThat(listing.names("top")).isFalse();
  }

  @Test
  void wordsOfASentenceAreNotListed() {
    Listing listing =
        Listing.of(
            "Answer questions about our shop. We deliver within two days, and refunds take a week."
                + " The owner is called Ada Lovelace since 1815. Be kind.");
    assertThat(List.of("two days", "refunds", "a week", "Ada Lovelace", "the owner", "", " "))
        .noneMatch(listing::names);
  }

  @Test
  void whatIsSaidOfAnAnswerIsTheRestOfItsLine() {
    Listing listing =
        Listing.of(
            "Answer refund, parcel or other.\n- Refund: wants Money back\n2. `parcel` \u2014 it did"
                + " not arrive\nother\n");
    assertThat(listing.explanation("refund")).contains("wants money back");
    assertThat(listing.explanation("Parcel")).contains("it did not arrive");
    assertThat(listing.explanation("other")).isEmpty();
    assertThat(listing.explanation("money")).isEmpty();
  }

  @Test
  void longInstructionsAreLookedThroughInBoundedTime() {
    Listing listing = Listing.of("a, ".repeat(3_000_000));
    long begun = System.nanoTime();
    IntStream.range(0, 255).forEach(i -> assertThat(listing.names("a, a" + i)).isFalse());
    assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(2_000);
  }

  private static String lines(String line) {
    return IntStream.range(0, LABELS.size())
        .mapToObj(i ->
            line.contains("%d")
                ? line.formatted(i + 1, LABELS.get(i))
                : line.formatted(LABELS.get(i)))
        .collect(Collectors.joining("\n"));
  }
}
