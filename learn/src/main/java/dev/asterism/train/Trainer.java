package dev.asterism.train;

import dev.asterism.chat.Label;
import dev.asterism.chat.Question.Option;
import dev.asterism.dataset.Dataset;
import dev.asterism.model.Plan;
import dev.asterism.model.Provenance;
import dev.asterism.stats.SharedLevel;
import dev.asterism.student.CarefulStudent;
import dev.asterism.student.Encoder;
import dev.asterism.student.Encoders;
import dev.asterism.student.LinearStudent;
import dev.asterism.student.Student;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Listing;
import dev.asterism.task.Task;
import dev.asterism.task.Wording;
import dev.asterism.trace.Example;
import dev.asterism.train.CrossFit.Scored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Teaches a student one task, and plans how it will be proved.
public final class Trainer {

  private static final int FOLDS = 5;

  /// The share of answers that may be no label.
  private static final double ASTRAY = 0.05;

  /// Scores from which one reading may be enough, least reading first.
  private static final double[] SURE = {0.9, 0.95, 0.98, 0.99, 0.995};

  /// Coverage that a second reading must add to be worth a millisecond.
  private static final double PAYS = 0.02;

  /// Coverage that may be given up to be wary of what is unlike all that was learnt.
  private static final double PRICE = 0.01;

  /// Coverage too little to read more for.
  private static final double LITTLE = 0.005;

  private final LearningSettings settings;
  private final Encoders encoders;

  /// @param encoders what meaning can be read with
  public Trainer(LearningSettings settings, Encoders encoders) {
    this.settings = settings;
    this.encoders = encoders;
  }

  /// {@return a student with the plan of its proof, or why there is none}
  ///
  /// Takes seconds to a minute: call it off every request's path. Deterministic.
  ///
  /// After a change in what is right, the examples from before it are learnt from only if that
  /// makes a better student of what came after.
  ///
  /// @param examples of the task, labelled or not, oldest first
  /// @param since the sequence number after which examples stand for the traffic; 0 for all
  /// @param unlabelled how many more the teacher answered with no label
  /// @param attempt how many proofs were tried since the last promotion, this one included, from 1
  public Outcome teach(
      Task task, List<Example> examples, long since, long unlabelled, int attempt) {
    Outcome all = teach(task, dataset(examples, since), unlabelled, attempt);
    if (since == 0) {
      return all;
    }
    List<Example> recent =
        examples.stream().filter(one -> one.isLesson() || one.sequence() > since).toList();
    Outcome alone = teach(task, dataset(recent, since), unlabelled, attempt);
    return all.promise() > alone.promise() ? all : alone;
  }

  /// {@return a student of traffic that did not change, with the plan of its proof, or why there is
  /// none}
  ///
  /// @see #teach(Task, List, long, long, int)
  public Outcome teach(Task task, List<Example> examples, long unlabelled, int attempt) {
    return teach(task, examples, 0, unlabelled, attempt);
  }

  private Dataset dataset(List<Example> examples, long since) {
    return Dataset.of(examples, since, FOLDS, settings.seed());
  }

  private Outcome teach(Task task, Dataset dataset, long unlabelled, int attempt) {
    Optional<String> obstacle = obstacle(task.space(), dataset, unlabelled);
    if (obstacle.isPresent()) {
      return new Outcome.NotYet(obstacle.get());
    }
    // Attempts since the last promotion share delta.
    double level = SharedLevel.of(settings.delta(), attempt);
    ClosedSet closed = new ClosedSet(Listing.of(task.instructions()));
    if (!task.space().declared().isEmpty() || closed.holds(answers(dataset))) {
      return teachLabels(task, dataset, closed, level);
    }
    return switch (new ComposedTraining(settings, encoders.preferred())
        .teach(dataset, task.space().schema(), closed, level)) {
      case ComposedTraining.Result.None(var reason) -> new Outcome.NotYet(reason);
      case ComposedTraining.Result.Made(var student, var plan) ->
          new Outcome.Taught(student, plan, provenance(task, dataset));
    };
  }

  private Outcome teachLabels(Task task, Dataset dataset, ClosedSet closed, double level) {
    Optional<Encoder> encoder = encoders.preferred();
    Texts texts = Texts.of(dataset, encoder);
    int[] labels = labels(dataset);
    List<Option> options = described(dataset.labels(), task.space().options(), closed);
    LabelWords words = LabelWords.of(dataset.labels(), options, encoder);
    Rehearsal rehearsal =
        Rehearsal.of(dataset, texts, labels, words, settings.seed(), settings.tolerance());
    Optional<Prospect> best = best(rehearsal.crossFit(), level);
    if (best.isEmpty()) {
      return new Outcome.NotYet(
          "cross-fitted on %d traces a student agrees in %.1f %%: too little to prove a risk of %.1f %%"
              .formatted(
                  dataset.examples().size(), 100 * rehearsal.accuracy(), 100 * settings.eps()));
    }
    Prospect prospect = best.get();
    Weights weights =
        Weights.fit(texts, labels, rehearsal.prior(), dataset.labels().size(), settings.seed());
    Student student = student(prospect, dataset, weights, encoder);
    return new Outcome.Taught(student, prospect.plan(), provenance(task, dataset));
  }

  /// What cross-fitting promises.
  ///
  /// @param sure the score from which one reading is enough: 0 where nothing is read twice
  private record Prospect(CrossFit crossFit, double sure, Plan plan) {}

  /// Wary of inputs unlike all that was learnt, unless that costs much where there are none.
  private Optional<Prospect> best(CrossFit crossFit, double level) {
    Optional<Prospect> wary = careful(crossFit, level);
    Optional<Prospect> bold = careful(crossFit.withoutStrangers(), level);
    double wanted = bold.map(one -> one.plan().coverage() - PRICE).orElse(0.0);
    return wary.filter(one -> one.plan().coverage() >= wanted).or(() -> bold);
  }

  /// Reads twice only where that pays, and as little of it as pays.
  private Optional<Prospect> careful(CrossFit crossFit, double level) {
    Optional<Prospect> once = prospect(crossFit, 0, crossFit.scored(), level);
    if (crossFit.twice().isEmpty()) {
      return once;
    }
    Mixing mixing = new Mixing(crossFit.once(), crossFit.twice().get());
    List<Prospect> careful = new ArrayList<>();
    for (double sure : SURE) {
      prospect(crossFit, sure, mixing.scored(sure), level).ifPresent(careful::add);
    }
    double most = careful.stream().mapToDouble(one -> one.plan().coverage()).max().orElse(0);
    double wanted =
        Math.max(most - LITTLE, once.map(one -> one.plan().coverage() + PAYS).orElse(0.0));
    return careful.stream()
        .filter(one -> one.plan().coverage() >= wanted)
        .findFirst()
        .or(() -> once);
  }

  private Optional<Prospect> prospect(
      CrossFit crossFit, double sure, List<Scored> scored, double level) {
    double accuracy = scored.stream().mapToDouble(one -> one.correct() ? 1 : 0).average().orElse(0);
    return new Planner(scored, settings.eps())
        .plan(accuracy, level)
        .map(plan -> new Prospect(crossFit, sure, plan));
  }

  private static Student student(
      Prospect prospect, Dataset dataset, Weights weights, Optional<Encoder> encoder) {
    CrossFit crossFit = prospect.crossFit();
    Words words = weights.words(crossFit.kept());
    LinearStudent quick =
        new LinearStudent(
            dataset.labels(),
            Manner.surfaces(dataset),
            Manner.usages(dataset),
            words.vocabulary(),
            words.head(),
            crossFit.once().selector());
    if (prospect.sure() == 0) {
      return quick;
    }
    return new CarefulStudent(
        quick,
        prospect.sure(),
        encoder.orElseThrow(),
        weights.meaning().orElseThrow(),
        crossFit.twice().orElseThrow().selector());
  }

  private static Optional<String> obstacle(AnswerSpace space, Dataset dataset, long unlabelled) {
    int labelled = dataset.examples().size();
    if (dataset.labels().size() < 2) {
      return Optional.of("every answer so far is the same: nothing can be told apart yet");
    }
    if (!space.declared().isEmpty() && dataset.labels().size() > ClosedSet.MOST) {
      return Optional.of("more than " + ClosedSet.MOST + " different answers: not a closed set");
    }
    if (space.declared().isEmpty() && unlabelled > ASTRAY * (labelled + unlabelled)) {
      return Optional.of("many answers are free text: free text is not for students");
    }
    return Optional.empty();
  }

  /// What is said of labels: by whoever declared them, or else in the instructions.
  private static List<Option> described(
      List<Label> labels, List<Option> declared, ClosedSet closed) {
    Wording wording = ClosedSet.wording(labels);
    List<Option> options = new ArrayList<>(declared);
    for (Label label : labels) {
      boolean silent =
          declared.stream()
              .noneMatch(one -> one.value().equals(label) && one.description().isPresent());
      if (silent) {
        options.add(new Option(label, closed.explanation(label, wording)));
      }
    }
    return options;
  }

  private static List<Label> answers(Dataset dataset) {
    return dataset.examples().stream().map(e -> e.reference().orElseThrow()).toList();
  }

  private static int[] labels(Dataset dataset) {
    Map<Label, Integer> places = new HashMap<>();
    dataset.labels().forEach(label -> places.put(label, places.size()));
    return dataset.examples().stream()
        .mapToInt(e -> places.getOrDefault(e.reference().orElseThrow(), 0))
        .toArray();
  }

  private Provenance provenance(Task task, Dataset dataset) {
    List<Example> examples = dataset.examples();
    return new Provenance(
        task.teacher(),
        dataset.standing(),
        examples.getLast().sequence(),
        dataset.digest(),
        settings.seed(),
        0);
  }
}
