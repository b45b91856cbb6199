package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.Orders;
import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import dev.asterism.dataset.Dataset;
import dev.asterism.student.Tokens;
import dev.asterism.task.Listing;
import dev.asterism.train.DraftJudgements.Judged;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DraftJudgementsTest {

  /// Every size's drafts are held until one is chosen: what they say would take the most room.
  @Test
  void ofAnAnswerItIsKeptWhetherItIsRightAndNotWhatItSays() {
    Dataset dataset = Dataset.of(Orders.examples(60, 1), 0, 2, 7);
    List<Tokens> tokens = dataset.examples().stream().map(e -> Tokens.of(e.input())).toList();
    List<Value> answers =
        dataset.examples().stream().map(e -> Value.of(e.reference().orElseThrow())).toList();
    Schema schema = Schema.read(Orders.SCHEMA);
    Shaping.Found.Made made =
        (Shaping.Found.Made) Shaping.of(tokens, answers, schema, new ClosedSet(Listing.of("")));
    Lessons lessons = Lessons.of(dataset, made, tokens, answers);
    List<Judged> judged = DraftJudgements.of(lessons, schema, 7, 1, 1).once().judged();
    assertThat(judged).anyMatch(Judged::correct).anyMatch(one -> !one.correct());
    assertThat(judged)
        .allMatch(one -> one.draft().answer().isPresent() || !one.correct())
        .extracting(one -> one.draft().answer())
        .isSubsetOf(Optional.empty(), Optional.of(new Value.Nothing()));
  }
}
