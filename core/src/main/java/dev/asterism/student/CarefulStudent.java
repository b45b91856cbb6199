package dev.asterism.student;

import dev.asterism.chat.Label;
import dev.asterism.cost.UsageEstimate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A student that reads twice what it is unsure of: n-grams first, and where their score is too low
/// the meaning as well, which takes an encoder's millisecond.
///
/// @param quick what reads first
/// @param sure the score from which the first reading is enough
/// @param encoder what the meaning is read with
/// @param meaning what was learnt of meanings
/// @param selector how sure two readings make it
public record CarefulStudent(
    LinearStudent quick, double sure, Encoder encoder, Meaning meaning, Selector selector)
    implements Student {

  public CarefulStudent {
    int width = quick.labels().size();
    if (meaning.head().biases().length != width
        || meaning.head().rows() != encoder.width()
        || selector.reliability().size() != width
        || selector.weights().size() != Reading.TWICE + 1) {
      throw new IllegalArgumentException("the student's parts do not fit together");
    }
  }

  @Override
  public List<Label> labels() {
    return quick.labels();
  }

  @Override
  public Verdict judge(String input) {
    return judge(input, text -> Optional.of(encoder.encode(text)));
  }

  @Override
  public Verdict judgeSoon(String input) {
    return judge(input, encoder::encodeSoon);
  }

  private Verdict judge(String input, Function<String, Optional<float[]>> reader) {
    Reading once = LinearStudent.read(quick.vocabulary(), quick.head(), NGrams.of(input));
    double first = quick.selector().score(once);
    if (first >= sure) {
      return once.verdict(labels(), first);
    }
    return Encoder.tried(reader, input)
        .map(vector -> meaning.read(once, vector))
        .map(twice -> twice.verdict(labels(), selector.score(twice)).withMeaning())
        .orElseGet(() -> once.verdict(labels(), 0).withoutReading());
  }

  @Override
  public String surface(Label label) {
    return quick.surface(label);
  }

  @Override
  public UsageEstimate usage(Label label) {
    return quick.usage(label);
  }
}
