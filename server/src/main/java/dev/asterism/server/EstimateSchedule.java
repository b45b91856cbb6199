package dev.asterism.server;

import dev.asterism.perform.Habit;
import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.policy.Equivalence;
import dev.asterism.store.CallTimes;
import dev.asterism.store.Judged;
import dev.asterism.store.SqliteStore;
import dev.asterism.wire.dialect.ConversationForm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/// Learns, off the path, what models of policies are worth: how good each is expected to be on a
/// question, how long it takes, how much it says, what its drafts are worth.
///
/// All that it learns from is in the store, so a restart learns the same again at once. The newest
/// outcomes count; older ones are forgotten.
final class EstimateSchedule implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(EstimateSchedule.class.getName());
  private static final int MOST_REQUESTS = 300;
  private static final int MOST_FEEDBACK = 300;
  private static final int MEASURED = 200;
  private static final double USUAL = 0.9;

  private final List<NamedPolicy> policies;
  private final SqliteStore store;
  private final LearntExperience experience;
  private final List<RouteLessons> routes;
  private final List<NamedPolicy> swarms;
  private final List<DraftLessons> lessons;
  private final Set<String> models = new TreeSet<>();
  private final Lookout lookout;

  EstimateSchedule(SqliteStore store, LearntExperience experience, List<NamedPolicy> policies) {
    this.policies = List.copyOf(policies);
    this.store = store;
    this.experience = experience;
    this.lookout = new Lookout(store, "estimates", this::learn);
    this.routes = RouteLessons.of(policies);
    this.swarms =
        policies.stream()
            .filter(policy -> policy.manner() instanceof Manner.Swarm swarm && swarm.weighs())
            .toList();
    this.lessons = DraftLessons.of(policies);
    policies.forEach(policy -> models.addAll(policy.manner().models()));
  }

  /// @param every how long is waited between two looks
  void start(Duration every) {
    List<String> unexplored = Unexplored.of(policies, store);
    if (!unexplored.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Nothing is learnt for the judges of {0}, so their last models answer everything: they"
              + " explore nothing (`explore: 0`), nor does another policy with their models.",
          String.join(", ", unexplored));
    }
    if (!models.isEmpty()) {
      lookout.start(Duration.ZERO, every);
    }
  }

  /// Reads what is new, and learns from it.
  private void learn() {
    models.forEach(this::measure);
    swarms.forEach(this::weigh);
    lessons.forEach(one -> one.learn(store, experience));
    if (!routes.isEmpty()) {
      List<RouteLessons.Seen> feedback =
          store.judged(MOST_FEEDBACK).stream().flatMap(one -> seen(one).stream()).toList();
      routes.forEach(one -> one.learn(store, feedback, experience));
    }
  }

  private void weigh(NamedPolicy policy) {
    if (policy.manner() instanceof Manner.Swarm swarm) {
      experience.know(
          policy.name(),
          VoterReliability.of(swarm, store.requestsToPolicy(policy.model(), MOST_REQUESTS)));
    }
  }

  private void measure(String model) {
    List<CallTimes> times = store.times(model, MEASURED);
    if (!times.isEmpty()) {
      double[] first =
          times.stream()
              .flatMapToLong(one -> one.firstMicros().stream())
              .mapToDouble(micros -> micros / 1e6)
              .toArray();
      experience.know(
          model,
          new Habit(
              usual(times.stream().mapToDouble(one -> one.micros() / 1e6).toArray()),
              first.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(usual(first)),
              times.stream().mapToLong(CallTimes::outputTokens).average().orElse(0)));
    }
  }

  private static double usual(double[] values) {
    Arrays.sort(values);
    return values[(int) Math.ceil(USUAL * values.length) - 1];
  }

  /// Of an answer that was streamed, or is not of one text, nothing is read.
  private Optional<RouteLessons.Seen> seen(Judged judged) {
    var trace = judged.stored().trace();
    if (!models.contains(trace.answeredBy())) {
      return Optional.empty();
    }
    Optional<String> answer =
        ConversationForm.of(trace.endpoint())
            .flatMap(form -> form.read(judged.stored().response(), trace.stream()))
            .map(reading -> Equivalence.of(reading.content()));
    Optional<String> question =
        StoredQuestion.of(trace.endpoint(), judged.stored().request()).map(RouteLessons::asked);
    return question.isPresent() && answer.isPresent()
        ? Optional.of(
            new RouteLessons.Seen(
                trace.answeredBy(),
                question.get(),
                answer.get().equals(Equivalence.of(judged.right().display()))))
        : Optional.empty();
  }

  @Override
  public void close() {
    lookout.close();
  }
}
