package dev.asterism.server;

import dev.asterism.estimate.Sketch;
import dev.asterism.estimate.SparseQuality;
import dev.asterism.perform.Form;
import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.store.Compared;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.Stretch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How the models of routes were in probes beside one best model, for these routes to learn from.
///
/// The newest outcomes of each model count, whoever put the question to it; so what is probed for
/// other policies pushes nothing out, and a restart comes to the same.
final class RouteLessons {

  private static final int MOST_OUTCOMES = 300;

  /// One outcome in so many is new.
  private static final int WORTH_LEARNING = 10;

  private final String best;
  private final Map<String, Deque<Seen>> probed = new TreeMap<>();
  private List<Seen> told = List.of();
  private int unlearnt;
  private long cursor;

  /// How good a model's answer to a question was.
  record Seen(String model, String question, boolean good) {}

  private RouteLessons(String best, Collection<String> models) {
    this.best = best;
    models.forEach(model -> probed.put(model, new ArrayDeque<>()));
  }

  /// {@return what there is to learn for routes, for each of their best models}
  static List<RouteLessons> of(List<NamedPolicy> policies) {
    Map<String, List<String>> models = new LinkedHashMap<>();
    for (NamedPolicy policy : policies) {
      if (policy.manner() instanceof Manner.Route route) {
        List<String> others = models.computeIfAbsent(route.best(), _ -> new ArrayList<>());
        route.models().stream().filter(model -> !model.equals(route.best())).forEach(others::add);
      }
    }
    List<RouteLessons> all = new ArrayList<>();
    models.forEach((best, others) -> all.add(new RouteLessons(best, others)));
    return all;
  }

  /// {@return as much of a request's question as is learnt from}
  static String asked(Form form) {
    return LearntExperience.shortened(form.question());
  }

  /// Reads what is new, and learns from it where that is worth it.
  ///
  /// @param feedback what was told of answers, newest first
  void learn(SqliteStore store, List<Seen> feedback, LearntExperience experience) {
    Stretch fresh = new Stretch(cursor, Math.max(cursor, store.newestNumber()));
    probed.forEach((model, own) -> {
      store.compared(best, model, fresh, MOST_OUTCOMES).stream()
          .flatMap(one -> seen(model, one).stream())
          .forEach(one -> add(own, one));
    });
    cursor = fresh.until();
    int all = probed.values().stream().mapToInt(Deque::size).sum();
    // Learning again for every outcome would take a core and change nothing.
    if (unlearnt * WORTH_LEARNING > all || !feedback.equals(told)) {
      unlearnt = 0;
      told = feedback;
      fit(experience);
    }
  }

  private void add(Deque<Seen> own, Seen one) {
    own.addFirst(one);
    unlearnt++;
    if (own.size() > MOST_OUTCOMES) {
      own.removeLast();
    }
  }

  private static Optional<Seen> seen(String model, Compared one) {
    return StoredQuestion.of(one.endpoint(), one.request())
        .map(form -> new Seen(model, asked(form), one.good()));
  }

  private void fit(LearntExperience experience) {
    List<String> questions = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    Map<String, List<SparseQuality.Outcome>> outcomes = new LinkedHashMap<>();
    List<Seen> all = new ArrayList<>(told);
    probed.values().forEach(all::addAll);
    for (Seen one : all) {
      List<SparseQuality.Outcome> own =
          outcomes.computeIfAbsent(one.model(), _ -> new ArrayList<>());
      if (own.size() < MOST_OUTCOMES) {
        int place = places.computeIfAbsent(one.question(), _ -> places.size());
        if (place == questions.size()) {
          questions.add(one.question());
        }
        own.add(new SparseQuality.Outcome(place, one.good() ? 1 : 0));
      }
    }
    if (!questions.isEmpty()) {
      experience.know(
          best, SparseQuality.fit(questions.stream().map(Sketch::of).toList(), outcomes));
    }
  }
}
