package dev.asterism.train;

import dev.asterism.chat.Label;
import dev.asterism.dataset.Dataset;
import dev.asterism.student.Encoders;
import dev.asterism.trace.Example;
import dev.asterism.train.Confidence.Judged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds what students of a task confuse, by cross-fitting: what would be a student's proof is not
/// looked at.
public final class Confusions {

  private static final int FOLDS = 5;
  private static final int MOST_INPUTS = 6;

  private final long seed;
  private final Encoders encoders;

  public Confusions(long seed, Encoders encoders) {
    this.seed = seed;
    this.encoders = encoders;
  }

  private record Pair(Label right, Label said) {}

  /// {@return the confusions among a task's examples, the commonest first}
  ///
  /// Takes as long as a training.
  ///
  /// @param examples labelled or not, oldest first
  /// @param most how many confusions at most
  public List<Confusion> of(List<Example> examples, int most) {
    Dataset dataset = Dataset.of(examples, 0, FOLDS, seed);
    // Answers made of parts are too many to be confused in pairs.
    if (dataset.labels().size() < 2
        || dataset.labels().size() > ClosedSet.MOST
        || dataset.isOfOneKind()) {
      return List.of();
    }
    int[] labels =
        dataset.examples().stream()
            .mapToInt(one -> dataset.labels().indexOf(one.reference().orElseThrow()))
            .toArray();
    Texts texts = Texts.of(dataset, encoders.preferred());
    CrossFit crossFit =
        CrossFit.of(dataset, texts, labels, LabelWords.NONE, seed, LearningSettings.TOLERANCE, 1);
    List<Judged> judged = crossFit.twice().orElse(crossFit.once()).judged();
    List<Example> order = inOrderOfFolds(dataset);
    Map<Pair, List<String>> wrong = new LinkedHashMap<>();
    for (int i = 0; i < judged.size(); i++) {
      if (!judged.get(i).correct()) {
        Example example = order.get(i);
        Label said = dataset.labels().get(judged.get(i).reading().label());
        wrong
            .computeIfAbsent(
                new Pair(example.reference().orElseThrow(), said), _ -> new ArrayList<>())
            .add(example.input());
      }
    }
    return wrong.entrySet().stream()
        .map(entry -> confusion(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingInt(Confusion::times).reversed())
        .limit(most)
        .toList();
  }

  private static Confusion confusion(Pair pair, List<String> inputs) {
    return new Confusion(
        pair.right(),
        pair.said(),
        inputs.size(),
        inputs.subList(0, Math.min(MOST_INPUTS, inputs.size())));
  }

  /// Cross-fitting judges fold after fold.
  private static List<Example> inOrderOfFolds(Dataset dataset) {
    List<Example> order = new ArrayList<>();
    for (int fold = 0; fold < dataset.foldCount(); fold++) {
      for (int place : dataset.held(fold)) {
        order.add(dataset.examples().get(place));
      }
    }
    return order;
  }
}
