package dev.asterism.student;

import dev.asterism.chat.Label;
import dev.asterism.cost.UsageEstimate;
import java.util.List;

/// A student of hashed n-grams and one linear head: microseconds.
///
/// @param labels what it can answer
/// @param surfaces each label as the teacher writes it
/// @param usages for each label, what the teacher's usage would be
/// @param vocabulary the n-grams it knows
/// @param head their weights
/// @param selector how sure it is
public record LinearStudent(
    List<Label> labels,
    List<String> surfaces,
    List<UsageEstimate> usages,
    Vocabulary vocabulary,
    Head head,
    Selector selector)
    implements Student {

  public LinearStudent {
    labels = List.copyOf(labels);
    surfaces = List.copyOf(surfaces);
    usages = List.copyOf(usages);
    int width = head.biases().length;
    if (labels.size() < 2
        || labels.size() != width
        || surfaces.size() != width
        || usages.size() != width
        || selector.reliability().size() != width
        || selector.weights().size() != Reading.ONCE + 1
        || vocabulary.size() + 1 != head.starts().length) {
      throw new IllegalArgumentException("the student's parts do not fit together");
    }
  }

  @Override
  public Verdict judge(String input) {
    Reading reading = read(vocabulary, head, NGrams.of(input));
    return reading.verdict(labels, selector.score(reading));
  }

  @Override
  public Verdict judgeSoon(String input) {
    return judge(input);
  }

  /// {@return what n-grams alone say of a text}
  public static Reading read(Vocabulary vocabulary, Head head, long[] text) {
    Vocabulary.Vector vector = vocabulary.vector(text);
    return Reading.once(head.sums(vector), vector.known());
  }

  @Override
  public String surface(Label label) {
    int index = labels.indexOf(label);
    return index < 0 ? label.display() : surfaces.get(index);
  }

  @Override
  public UsageEstimate usage(Label label) {
    return usages.get(Math.max(0, labels.indexOf(label)));
  }
}
