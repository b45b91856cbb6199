package dev.asterism.train;

import dev.asterism.chat.Label;
import dev.asterism.chat.Question.Option;
import dev.asterism.dataset.Dataset;
import dev.asterism.model.Provenance;
import dev.asterism.stats.SharedLevel;
import dev.asterism.student.Encoder;
import dev.asterism.student.Encoders;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Listing;
import dev.asterism.task.Task;
import dev.asterism.task.Wording;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Teaches a student one task, and plans how it will be proved.
public final class Trainer {

  private static final int FOLDS = 5;

  /// The share of answers that may be no label.
  private static final double ASTRAY = 0.05;

  private final LearningSettings settings;
  private final Encoders encoders;
  private final Stopwatch stopwatch;

  /// One to which time is of no account.
  ///
  /// @param encoders what meaning can be read with
  public Trainer(LearningSettings settings, Encoders encoders) {
    this(settings, encoders, Stopwatch.STOPPED);
  }

  /// @param encoders what meaning can be read with
  /// @param stopwatch tells how long students take here
  public Trainer(LearningSettings settings, Encoders encoders, Stopwatch stopwatch) {
    this.settings = settings;
    this.encoders = encoders;
    this.stopwatch = stopwatch;
  }

  /// {@return a student with the plan of its proof, or why there is none}
  ///
  /// Takes seconds to a minute: call it off every request's path. Deterministic, but for what the
  /// stopwatch says where an answer takes about as long as it may.
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
    return switch (attempt(task.space(), dataset, closed, level)) {
      case Attempt.None(var reason) -> new Outcome.NotYet(reason);
      case Attempt.Made made ->
          new Outcome.Taught(made.student(), made.plan(), provenance(task, dataset));
    };
  }

  private Attempt attempt(AnswerSpace space, Dataset dataset, ClosedSet closed, double level) {
    Optional<Encoder> encoder = encoders.preferred();
    if (!space.declared().isEmpty() || closed.holds(answers(dataset))) {
      List<Option> options = described(dataset.labels(), space.options(), closed);
      return LabelTraining.teach(settings, encoder, stopwatch, dataset, options, level);
    }
    return ComposedTraining.teach(
        settings, encoder, stopwatch, dataset, space.schema(), closed, level);
  }

  private static Optional<String> obstacle(AnswerSpace space, Dataset dataset, long unlabelled) {
    int labelled = dataset.examples().size();
    if (dataset.labels().size() < 2) {
      return Optional.of("every answer so far is the same: nothing can be told apart yet");
    }
    if (dataset.isOfOneKind()) {
      return Optional.of(
          "every input so far is nearly the same: nothing would tell how a student does on others");
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
