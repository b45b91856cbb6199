package dev.asterism.server;

import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.promote.Watch;
import dev.asterism.stats.SelfAgreement;
import dev.asterism.store.Coached;
import dev.asterism.store.Latency;
import dev.asterism.store.Totals;
import dev.asterism.store.Truth;
import dev.asterism.trace.Traffic.Seen;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a task stands at a moment.
///
/// @param repeats how far its teacher agrees with itself
/// @param cards of its students, the oldest first
/// @param truth what feedback shows
/// @param watch on its live student; empty where none is, or none was looked at yet
/// @param learning what the loop last said of it
record TaskStanding(
    Seen seen,
    Totals totals,
    SelfAgreement repeats,
    List<StudentCard> cards,
    Truth truth,
    Latency latency,
    Coached coached,
    Optional<Watch> watch,
    String learning) {

  private static final String OBSERVED = "observed";

  /// {@return the live student, else the newest that waits for a person's word, else the newest}
  Optional<StudentCard> shown() {
    return shown(cards);
  }

  static Optional<StudentCard> shown(List<StudentCard> cards) {
    return live(cards)
        .or(() -> newest(cards, Stage.PROVED))
        .or(() -> cards.isEmpty() ? Optional.empty() : Optional.of(cards.getLast()));
  }

  Optional<StudentCard> live() {
    return live(cards);
  }

  static Optional<StudentCard> live(List<StudentCard> cards) {
    return newest(cards, Stage.LIVE);
  }

  private static Optional<StudentCard> newest(List<StudentCard> cards, Stage stage) {
    return cards.reversed().stream().filter(card -> card.stage() == stage).findFirst();
  }

  /// {@return the stage of the student shown, in small letters; `observed` where there is none}
  String stage() {
    return shown().map(card -> card.stage().name().toLowerCase(Locale.ROOT)).orElse(OBSERVED);
  }

  /// {@return the share of its requests that students answered}
  double coverage() {
    return seen.sightings() == 0 ? 0 : (double) totals.answeredByStudent() / seen.sightings();
  }

  /// {@return the upper bound that is proved; 1 where nothing is}
  double bound() {
    return shown().flatMap(StudentCard::proof).map(proof -> proof.bound()).orElse(1.0);
  }

  /// {@return what of its traffic has changed since its student went live, in words}
  String drift() {
    boolean inputs = watch.filter(it -> it.drift().ofInputs()).isPresent();
    boolean references = watch.filter(it -> it.drift().ofReferences()).isPresent();
    if (inputs && references) {
      return "inputs and references";
    }
    return inputs ? "inputs" : references ? "references" : "none";
  }
}
