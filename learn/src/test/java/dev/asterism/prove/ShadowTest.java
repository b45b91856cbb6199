package dev.asterism.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.Examples;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.prove.Prover.Shadow;
import dev.asterism.student.Encoders;
import dev.asterism.trace.Example;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.Outcome;
import dev.asterism.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What counts in a proof, and how.
class ShadowTest {

  private static final int TAUGHT = 400;
  private static final Outcome.Taught STUDENT = teach();

  @Test
  void agreementCountsForTheStudent() {
    assertThat(shadow(Examples.taught(TAUGHT + 1, "where is my parcel", "delivery")))
        .extracting(Shadow::agrees)
        .containsExactly(true);
  }

  @Test
  void aLabelNeverSeenBeforeCountsAgainstTheStudent() {
    assertThat(shadow(Examples.taught(TAUGHT + 1, "where is my parcel", "customs")))
        .extracting(Shadow::agrees)
        .containsExactly(false);
  }

  @Test
  void whatTheStudentLearntFromDoesNotCount() {
    assertThat(shadow(Examples.taught(TAUGHT, "where is my parcel", "delivery"))).isEmpty();
  }

  private static List<Shadow> shadow(Example example) {
    StudentCard card =
        new StudentCard(
            Examples.STUDENT,
            Stage.SHADOW,
            STUDENT.provenance(),
            STUDENT.plan(),
            "",
            0,
            0,
            Optional.empty(),
            "");
    return Prover.shadow(card, STUDENT.student(), List.of(example));
  }

  private static Outcome.Taught teach() {
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= TAUGHT; i++) {
      boolean delivery = i % 2 == 0;
      String input = "number " + i + (delivery ? " where is my parcel" : " send the money back");
      examples.add(Examples.taught(i, input, delivery ? "delivery" : "refund"));
    }
    Trainer trainer = new Trainer(new LearningSettings(0.1, 0.05, 7), Encoders.NONE);
    return switch (trainer.teach(Examples.TASK, examples, 0, 1)) {
      case Outcome.Taught taught -> taught;
      case Outcome.NotYet(var reason) -> throw new IllegalStateException(reason);
    };
  }
}
