package dev.asterism.student;

import dev.asterism.chat.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Makes one draft: chooses, then tags knowing what was chosen, then puts the parts together.
final class Drafting {

  private final Parts parts;
  private final List<double[]> chances = new ArrayList<>();
  private final List<Copies> copies = new ArrayList<>();
  private final double known;
  private final boolean whole;
  private final int size;
  private final List<Integer> decisions = new ArrayList<>();
  private double chosen;
  private double leastChosen = 1;
  private boolean sound = true;

  Drafting(Parts parts, String input, Optional<float[]> meaning) {
    this.parts = parts;
    Vocabulary.Vector vector = parts.vocabulary().vector(NGrams.of(input));
    for (Chooser chooser : parts.choosers()) {
      chances.add(chooser.probabilities(vector, meaning));
    }
    this.known = vector.known();
    if (parts.taggers().isEmpty()) {
      this.whole = true;
      this.size = 0;
      return;
    }
    Tokens tokens = Tokens.of(input);
    this.whole = tokens.whole();
    this.size = tokens.size();
    long[][] features = TokenFeatures.of(tokens, context());
    for (Tagger tagger : parts.taggers()) {
      copies.add(Copies.of(tokens, tagger.tag(features)));
    }
  }

  /// What was chosen, as the taggers see it.
  private long[] context() {
    int[] choices = new int[chances.size()];
    for (int head = 0; head < choices.length; head++) {
      Chooser chooser = parts.choosers().get(head);
      choices[head] = chooser.several() ? -1 : chooser.choices(chances.get(head)).getFirst();
    }
    return TokenFeatures.context(choices);
  }

  Draft draft() {
    Optional<Value> answer = make(parts.shape());
    int[] made = decisions.stream().mapToInt(Integer::intValue).toArray();
    return new Draft(
        sound && whole ? answer : Optional.empty(), evidence(Familiar.pattern(made)), made);
  }

  private double[] evidence(long pattern) {
    double copied = 1;
    double leastCopied = 1;
    double knownFeatures = 1;
    for (Copies one : copies) {
      copied *= one.tagging().probability();
      leastCopied = Math.min(leastCopied, one.tagging().least());
      knownFeatures = Math.min(knownFeatures, one.tagging().known());
    }
    int count = parts.familiar().count(pattern);
    double all = Math.exp(chosen) * copied;
    return new double[] {
      1,
      Reading.logit(all),
      all,
      chosen,
      Reading.logit(leastChosen),
      Reading.logit(copied),
      Reading.logit(leastCopied),
      known,
      knownFeatures,
      Math.log1p(count),
      count == 0 ? 1 : 0,
      Math.log1p(size)
    };
  }

  private Optional<Value> make(Shape shape) {
    return switch (shape) {
      case Shape.Constant(var value) -> Optional.of(value);
      case Shape.Chosen(int head, var choices) -> choices.get(choose(head));
      case Shape.Several several -> several(several);
      case Shape.Copied copied -> copied(copied);
      case Shape.Fields(var fields) -> {
        SequencedMap<String, Value> made = new LinkedHashMap<>();
        for (Shape.Field field : fields) {
          make(field.shape()).ifPresent(value -> made.put(field.name(), value));
        }
        yield Optional.of(new Value.Fields(made));
      }
    };
  }

  private int choose(int head) {
    double[] likely = chances.get(head);
    int choice = parts.choosers().get(head).choices(likely).getFirst();
    chosen += Math.log(Math.max(likely[choice], 1e-9));
    leastChosen = Math.min(leastChosen, likely[choice]);
    decisions.add(parts.decision(head, choice));
    return choice;
  }

  private Optional<Value> several(Shape.Several several) {
    double[] likely = chances.get(several.head());
    List<Integer> taken = parts.choosers().get(several.head()).choices(likely);
    List<Value> items = new ArrayList<>();
    for (int item = 0; item < likely.length; item++) {
      boolean in = taken.contains(item);
      double right = in ? likely[item] : 1 - likely[item];
      chosen += Math.log(Math.max(right, 1e-9));
      leastChosen = Math.min(leastChosen, right);
      if (in) {
        items.add(several.items().get(item));
        decisions.add(parts.decision(several.head(), item));
      }
    }
    return items.isEmpty() ? several.otherwise() : Optional.of(new Value.Many(items));
  }

  private Optional<Value> copied(Shape.Copied copied) {
    List<String> spans = copies.get(copied.tagger()).spans(copied.field());
    if (spans.isEmpty()) {
      return copied.otherwise();
    }
    decisions.add(parts.fieldDecision(copied.tagger(), copied.field()));
    List<Value> values = new ArrayList<>();
    for (String text :
        copied.repeats() == Shape.Repeats.JOINED ? List.of(String.join(" ", spans)) : spans) {
      Optional<Value> value = copied.how().of(text);
      sound &= value.isPresent();
      value.ifPresent(values::add);
    }
    sound &= copied.repeats() != Shape.Repeats.ONE || values.size() == 1;
    if (!sound) {
      return Optional.empty();
    }
    boolean list =
        copied.repeats() == Shape.Repeats.LIST
            || (copied.repeats() == Shape.Repeats.LIST_OF_SEVERAL && values.size() > 1);
    return Optional.of(list ? new Value.Many(values) : values.getFirst());
  }

  /// What one tagger found.
  private record Copies(Tokens tokens, Tagger.Tagging tagging) {

    static Copies of(Tokens tokens, Tagger.Tagging tagging) {
      return new Copies(tokens, tagging);
    }

    /// {@return the field's places, in the order of the text}
    List<String> spans(int field) {
      int[] tags = tagging.tags();
      List<String> spans = new ArrayList<>();
      for (int first = 0; first < tags.length; first++) {
        if (tags[first] == Tagger.begin(field)) {
          int last = first;
          while (last + 1 < tags.length && tags[last + 1] == Tagger.inside(field)) {
            last++;
          }
          spans.add(tokens.span(first, last));
        }
      }
      return spans;
    }
  }
}
