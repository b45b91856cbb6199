package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Label;
import dev.asterism.dataset.Dataset;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.TraceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MannerTest {

  @Test
  void aLabelIsWrittenAsTheTeacherWroteItMostOften() {
    assertThat(
            surfaces(
                example("refund", "Category: refund"),
                example("refund", "category: Refund"),
                example("refund", "Category: refund")))
        .containsExactly("Category: refund");
  }

  @Test
  void aLabelThatOnlyFeedbackGaveIsWordedAsTheOthersAre() {
    assertThat(
            surfaces(
                example("refund", "Category: refund."),
                example("repair", "Category: refund."),
                example("praise", "")))
        .containsExactly("Category: refund.", "Category: repair.", "Category: praise.");
  }

  @Test
  void whereTheTeacherWritesSomethingElseThanTheLabelThatIsKept() {
    Label truth = new Label.Truth(true);
    assertThat(surfaces(example(truth, "Yes"))).containsExactly("Yes");
  }

  private static List<String> surfaces(Example... examples) {
    return Manner.surfaces(Dataset.of(List.of(examples), 0, 2, 1));
  }

  private static Example example(String label, String surface) {
    return example(new Label.Text(label), surface);
  }

  private static Example example(Label label, String surface) {
    return new Example(
        1,
        new TraceId("trace-0001"),
        0,
        new TaskId("t_0123456789abcdef"),
        "input",
        Optional.of(label),
        true,
        surface,
        true,
        Optional.empty(),
        Optional.empty(),
        1,
        1);
  }
}
