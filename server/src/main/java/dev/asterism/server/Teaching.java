package dev.asterism.server;

import dev.asterism.coach.Coach;
import dev.asterism.store.SqliteStore;
import dev.asterism.student.Encoders;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.Traffic.Seen;
import dev.asterism.train.Confusion;
import dev.asterism.train.Confusions;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.Outcome;
import dev.asterism.train.Trainer;
import dev.asterism.wire.dialect.Api;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Teaches a task's next student from what is stored of it, with a coach's help where there is one.
final class Teaching {

  private static final int LEARNT_FROM_AT_MOST = 25_000;
  private static final int CONFUSIONS = 8;
  private static final int LOOKED_AT = 100;
  private static final int ROUNDS = 5;

  private final SqliteStore store;
  private final Encoders encoders;
  private final Config.Loop settings;
  private final Optional<Coach> coach;
  private final Trainer trainer;

  Teaching(SqliteStore store, Encoders encoders, Config.Loop settings, Optional<Coach> coach) {
    this.store = store;
    this.encoders = encoders;
    this.settings = settings;
    this.coach = coach;
    this.trainer =
        new Trainer(
            new LearningSettings(
                settings.eps(),
                settings.delta(),
                settings.seed(),
                settings.sizeTolerance(),
                settings.budget()),
            encoders,
            Teaching::millis);
  }

  /// {@return a student, or why there is none yet}
  ///
  /// @param since the last example that counts for little, as the task has changed after it; 0 for
  ///   none
  /// @param attempt how many students were taught since the last promotion, with this one
  Outcome teach(Seen seen, long since, int attempt) {
    List<Example> examples = store.newest(seen.task().id(), LEARNT_FROM_AT_MOST);
    Outcome alone = trainer.teach(seen.task(), examples, since, seen.unlabelled(), attempt);
    return coached(seen, examples, since, attempt, alone);
  }

  /// The least of a few rounds: a first one warms up, and others may have been held up by what else
  /// the machine does.
  private static double millis(Consumer<String> reader, List<String> inputs) {
    double least = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      inputs.forEach(reader);
      least = Math.min(least, (System.nanoTime() - begun) / 1e6 / inputs.size());
    }
    return least;
  }

  /// {@return what is taught with a coach's help, if that promises more}
  private Outcome coached(
      Seen seen, List<Example> examples, long since, int attempt, Outcome alone) {
    if (coach.isEmpty()) {
      return alone;
    }
    TaskId task = seen.task().id();
    List<Example> lessons = new ArrayList<>(store.lessons(task, since));
    Optional<Coach.Asked> asked = asked(examples);
    if (asked.isPresent()) {
      List<Example> traffic = examples.stream().filter(one -> one.sequence() > since).toList();
      List<Confusion> confusions =
          new Confusions(settings.seed(), encoders).of(traffic, CONFUSIONS);
      Set<String> known = new HashSet<>();
      examples.forEach(example -> known.add(example.input()));
      lessons.forEach(lesson -> known.add(lesson.input()));
      Coach.Session session =
          coach
              .get()
              .teach(seen.task(), asked.get(), confusions, store.spentOnCoaching(task), known);
      store.addLessons(session.lessons());
      lessons.addAll(session.lessons());
    }
    if (lessons.isEmpty()) {
      return alone;
    }
    lessons.addAll(examples);
    Outcome coached = trainer.teach(seen.task(), lessons, since, seen.unlabelled(), attempt);
    return coached.promise() > alone.promise() ? coached : alone;
  }

  /// The newest request that the teacher answered and that was kept whole.
  private Optional<Coach.Asked> asked(List<Example> examples) {
    return examples.reversed().stream()
        .filter(Example::teacherAnswered)
        .limit(LOOKED_AT)
        .flatMap(example ->
            store.trace(example.trace()).stream()
                .filter(stored -> !stored.requestCut())
                .map(stored ->
                    new Coach.Asked(
                        Api.below(stored.trace().endpoint()),
                        stored.request(),
                        example.position())))
        .findFirst();
  }
}
