package dev.asterism.train;

import dev.asterism.chat.Label;
import dev.asterism.cost.UsageEstimate;
import dev.asterism.dataset.Dataset;
import dev.asterism.model.Plan;
import dev.asterism.model.Provenance;
import dev.asterism.student.LinearStudent;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Task;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Teaches a student one task, and plans how it will be proved.
public final class Trainer {

  private static final int FOLDS = 5;
  private static final int MOST_LABELS = 255;
  private static final double CLOSED = 0.05;

  private final LearningSettings settings;

  public Trainer(LearningSettings settings) {
    this.settings = settings;
  }

  /// {@return a student with the plan of its proof, or why there is none}
  ///
  /// Takes seconds to a minute: call it off every request's path. Deterministic.
  ///
  /// @param examples of the task, labelled or not, oldest first
  /// @param unlabelled how many more the teacher answered with no label
  /// @param attempt how many proofs were tried since the last promotion, this one included, from 1
  public Outcome teach(Task task, List<Example> examples, long unlabelled, int attempt) {
    Dataset dataset = Dataset.of(examples, FOLDS, settings.seed());
    Optional<String> obstacle = obstacle(task.space(), dataset, unlabelled);
    if (obstacle.isPresent()) {
      return new Outcome.NotYet(obstacle.get());
    }
    List<long[]> texts = CrossFit.texts(dataset);
    int[] labels = labels(dataset);
    CrossFit crossFit = CrossFit.of(dataset, texts, labels, settings.seed());
    // Attempts since the last promotion share delta: the sum of 6 / (pi j)^2 over all j is 1.
    double level = settings.delta() * 6 / (Math.PI * Math.PI * attempt * attempt);
    Optional<Plan> plan =
        new Planner(crossFit.scored(), settings.eps()).plan(crossFit.accuracy(), level);
    if (plan.isEmpty()) {
      return new Outcome.NotYet(
          "cross-fitted on %d traces a student agrees in %.1f %%: too little to prove a risk of %.1f %%"
              .formatted(
                  dataset.examples().size(), 100 * crossFit.accuracy(), 100 * settings.eps()));
    }
    CrossFit.Raw raw = CrossFit.fit(texts, labels, dataset.labels().size(), settings.seed());
    LinearStudent student =
        new LinearStudent(
            dataset.labels(),
            surfaces(dataset),
            raw.vocabulary(),
            raw.head(),
            1,
            crossFit.reliability(),
            crossFit.selector(),
            usages(dataset));
    return new Outcome.Taught(student, plan.get(), provenance(task, dataset));
  }

  private static Optional<String> obstacle(AnswerSpace space, Dataset dataset, long unlabelled) {
    int labelled = dataset.examples().size();
    if (dataset.labels().size() < 2) {
      return Optional.of("every answer so far is the same: nothing can be told apart yet");
    }
    if (dataset.labels().size() > MOST_LABELS) {
      return Optional.of("more than " + MOST_LABELS + " different answers: not a closed set");
    }
    if (space instanceof AnswerSpace.Open && unlabelled > CLOSED * (labelled + unlabelled)) {
      return Optional.of("many answers are free text");
    }
    // Good and Turing: the share of answers seen once is the chance that the next is new.
    if (space instanceof AnswerSpace.Open && singletons(dataset) > CLOSED * labelled) {
      return Optional.of("new answers keep coming: not a closed set so far");
    }
    return Optional.empty();
  }

  private static long singletons(Dataset dataset) {
    Map<Label, Integer> counts = new HashMap<>();
    dataset.examples().forEach(e -> counts.merge(e.reference().orElseThrow(), 1, Integer::sum));
    return counts.values().stream().filter(count -> count == 1).count();
  }

  private static int[] labels(Dataset dataset) {
    Map<Label, Integer> places = new HashMap<>();
    dataset.labels().forEach(label -> places.put(label, places.size()));
    return dataset.examples().stream()
        .mapToInt(e -> places.getOrDefault(e.reference().orElseThrow(), 0))
        .toArray();
  }

  /// Each label as the teacher wrote it most often.
  private static List<String> surfaces(Dataset dataset) {
    Map<Label, Map<String, Integer>> counts = new HashMap<>();
    for (Example example : dataset.examples()) {
      if (!example.surface().isEmpty()) {
        counts
            .computeIfAbsent(example.reference().orElseThrow(), _ -> new HashMap<>())
            .merge(example.surface(), 1, Integer::sum);
      }
    }
    return dataset.labels().stream()
        .map(label ->
            counts.getOrDefault(label, Map.of()).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(label.display()))
        .toList();
  }

  /// Input tokens by least squares on the input's length; output tokens by each label's mean.
  private static List<UsageEstimate> usages(Dataset dataset) {
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    double outputs = 0;
    Map<Label, double[]> byLabel = new HashMap<>();
    for (Example example : dataset.examples()) {
      if (example.inputTokens() > 0) {
        double x = example.input().length();
        double y = example.inputTokens();
        n++;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
        outputs += example.outputTokens();
        double[] mean =
            byLabel.computeIfAbsent(example.reference().orElseThrow(), _ -> new double[2]);
        mean[0] += example.outputTokens();
        mean[1]++;
      }
    }
    double spread = n * sxx - sx * sx;
    double slope = spread <= 0 ? 0 : Math.max(0, (n * sxy - sx * sy) / spread);
    double base = n == 0 ? 0 : Math.max(0, (sy - slope * sx) / n);
    double meanOutput = n == 0 ? 0 : outputs / n;
    List<UsageEstimate> usages = new ArrayList<>();
    for (Label label : dataset.labels()) {
      double[] mean = byLabel.getOrDefault(label, new double[] {meanOutput, 1});
      usages.add(new UsageEstimate(base, slope, mean[0] / mean[1]));
    }
    return usages;
  }

  private Provenance provenance(Task task, Dataset dataset) {
    List<Example> examples = dataset.examples();
    return new Provenance(
        task.teacher(),
        examples.size(),
        examples.getLast().sequence(),
        dataset.digest(),
        settings.seed(),
        0);
  }
}
