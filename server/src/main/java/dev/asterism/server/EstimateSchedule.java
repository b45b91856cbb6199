package dev.asterism.server;

import dev.asterism.estimate.SparseQuality;
import dev.asterism.perform.Form;
import dev.asterism.perform.Habit;
import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.policy.Equivalence;
import dev.asterism.store.CallTimes;
import dev.asterism.store.Judged;
import dev.asterism.store.Probe;
import dev.asterism.store.SqliteStore;
import dev.asterism.trace.Call;
import dev.asterism.wire.dialect.ConversationForm;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static final int MOST_OUTCOMES = 300;
  private static final int MOST_FEEDBACK = 300;
  private static final int MEASURED = 200;

  /// One outcome in so many is new.
  private static final int WORTH_LEARNING = 10;

  private static final double USUAL = 0.9;

  private final SqliteStore store;
  private final LearntExperience experience;
  private final List<Manner.Route> routes;
  private final List<NamedPolicy> swarms;
  private final List<DraftLessons> lessons;
  private final Set<String> models = new TreeSet<>();
  private final Deque<Seen> probed = new ArrayDeque<>();
  private final Lookout lookout;
  private List<Seen> told = List.of();
  private int unfitted;
  private long cursor;

  /// How good a model's answer to a question was.
  ///
  /// @param best who it was held against; empty where somebody who knows has told
  private record Seen(Optional<String> best, String model, String question, double good) {}

  EstimateSchedule(SqliteStore store, LearntExperience experience, List<NamedPolicy> policies) {
    this.store = store;
    this.experience = experience;
    this.lookout = new Lookout(store, "estimates", this::learn);
    this.routes =
        policies.stream()
            .map(NamedPolicy::manner)
            .filter(Manner.Route.class::isInstance)
            .map(Manner.Route.class::cast)
            .toList();
    this.swarms =
        policies.stream()
            .filter(policy -> policy.manner() instanceof Manner.Swarm swarm && swarm.weighs())
            .toList();
    this.lessons = DraftLessons.of(policies);
    policies.forEach(policy -> models.addAll(policy.manner().models()));
  }

  /// @param every how long is waited between two looks
  void start(Duration every) {
    if (!models.isEmpty()) {
      lookout.start(Duration.ZERO, every);
    }
  }

  /// Reads what is new, and learns from it.
  private void learn() {
    models.forEach(this::measure);
    swarms.forEach(this::weigh);
    lessons.forEach(one -> one.learn(store, experience));
    if (routes.isEmpty()) {
      return;
    }
    List<Probe> fresh = store.probes(cursor, MOST_OUTCOMES);
    fresh.forEach(this::add);
    List<Seen> feedback =
        store.judged(MOST_FEEDBACK).stream().flatMap(one -> seen(one).stream()).toList();
    unfitted += fresh.size();
    // Learning again for every outcome would take a core and change nothing.
    if (unfitted * WORTH_LEARNING > probed.size() || !feedback.equals(told)) {
      unfitted = 0;
      told = feedback;
      routes.stream().map(Manner.Route::best).distinct().forEach(this::fit);
    }
  }

  private void weigh(NamedPolicy policy) {
    if (policy.manner() instanceof Manner.Swarm swarm) {
      experience.know(
          policy.name(),
          VoterReliability.of(swarm, store.requestsToPolicy(policy.model(), MOST_OUTCOMES)));
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

  private void add(Probe probe) {
    cursor = probe.number();
    Optional<String> question =
        StoredQuestion.of(probe.endpoint(), probe.request()).map(EstimateSchedule::asked);
    for (Call call : probe.calls()) {
      if (question.isPresent() && call.agrees().isPresent() && !call.model().equals(probe.best())) {
        probed.add(
            new Seen(
                Optional.of(probe.best()),
                call.model(),
                question.get(),
                call.agrees().get() ? 1 : 0));
      }
    }
    while (probed.size() > MOST_OUTCOMES * models.size()) {
      probed.removeFirst();
    }
  }

  private static String asked(Form form) {
    return LearntExperience.shortened(form.question());
  }

  /// Of an answer that was streamed, or is not of one text, nothing is read.
  private Optional<Seen> seen(Judged judged) {
    var trace = judged.stored().trace();
    if (!models.contains(trace.answeredBy())) {
      return Optional.empty();
    }
    Optional<String> answer =
        ConversationForm.of(trace.endpoint())
            .flatMap(form -> form.read(judged.stored().response(), trace.stream()))
            .map(reading -> Equivalence.of(reading.content()));
    Optional<String> question =
        StoredQuestion.of(trace.endpoint(), judged.stored().request()).map(EstimateSchedule::asked);
    return question.isPresent() && answer.isPresent()
        ? Optional.of(
            new Seen(
                Optional.empty(),
                trace.answeredBy(),
                question.get(),
                answer.get().equals(Equivalence.of(judged.right().display())) ? 1 : 0))
        : Optional.empty();
  }

  private void fit(String best) {
    List<String> questions = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    Map<String, List<SparseQuality.Outcome>> outcomes = new LinkedHashMap<>();
    List<Seen> all = new ArrayList<>(told);
    probed.descendingIterator().forEachRemaining(all::add);
    for (Seen one : all) {
      if (one.best().isEmpty() || one.best().get().equals(best)) {
        List<SparseQuality.Outcome> own =
            outcomes.computeIfAbsent(one.model(), _ -> new ArrayList<>());
        if (own.size() < MOST_OUTCOMES) {
          int place = places.computeIfAbsent(one.question(), _ -> places.size());
          if (place == questions.size()) {
            questions.add(one.question());
          }
          own.add(new SparseQuality.Outcome(place, one.good()));
        }
      }
    }
    if (!questions.isEmpty()) {
      experience.know(best, SparseQuality.fit(questions, outcomes, Optional.empty()));
    }
  }

  @Override
  public void close() {
    lookout.close();
  }
}
