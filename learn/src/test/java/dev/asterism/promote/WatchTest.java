package dev.asterism.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.Examples;
import dev.asterism.chat.Label;
import dev.asterism.model.Plan;
import dev.asterism.model.Proof;
import dev.asterism.model.Provenance;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.trace.Example;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {

  private final StudentCard live = live(0.8, 0.9);
  private final Watch watch = new Watch(live, 0.02, 0.05, 7);

  @Test
  void untilRequestsTellTheCoverageIsThatOfTheProof() {
    assertThat(watch.coverage()).isEqualTo(0.8);
  }

  @Test
  void theCoverageFollowsWhatTheStudentAnswersByNow() {
    for (int i = 1; i <= 3_000; i++) {
      watch.add(i % 4 == 0 ? Examples.unchecked(i, "a") : Examples.abstained(i, "a"));
    }
    assertThat(watch.coverage()).isCloseTo(0.25, within(0.01));
  }

  @Test
  void aCheckOfAnAnswerIsNoOtherRequest() {
    for (int i = 1; i <= 3_000; i++) {
      watch.add(Examples.checked(i, "a", "a"));
    }
    assertThat(watch.coverage()).isEqualTo(0.8);
  }

  /// A flood of requests: what the student would have said is read later.
  @Test
  void whatWasNotReadInTimeIsNoDriftOnceItIsReadAndNeverAnAudit() {
    for (int i = 1; i <= 3_000; i++) {
      boolean unsure = i % 4 == 0;
      Example unread = Examples.unread(i, "a");
      watch.add(unread.read(unsure ? Optional.empty() : Optional.of(new Label.Text("a"))));
    }
    assertThat(watch.drift().found()).isFalse();
    assertThat(watch.coverage()).isCloseTo(0.75, within(0.01));
    assertThat(watch.audit().n()).isZero();
  }

  @Test
  void aProofThatGetsFurtherTellsTheCoverageAnew() {
    for (int i = 1; i <= 3_000; i++) {
      watch.add(Examples.abstained(i, "a"));
    }
    watch.proved(live(0.9, 0.5));
    assertThat(watch.coverage()).isEqualTo(0.9);
  }

  private static StudentCard live(double coverage, double threshold) {
    int n = (int) Math.round(1_000 * coverage);
    return new StudentCard(
        new StudentId(Examples.TASK.id(), 1),
        Stage.LIVE,
        new Provenance("big", 1_000, 0, "", 7, 0),
        new Plan(0.9, 0.9, List.of(0.9, 0.5), List.of(0), 1_000, 0.03),
        "",
        100,
        1,
        Optional.of(new Proof(threshold, 1_000, n, 1, 0.01, 0.02, 0.05, 0.01, List.of(), false, 0)),
        "");
  }
}
