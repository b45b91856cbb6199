package dev.asterism.server;

import dev.asterism.estimate.DraftJudge;
import dev.asterism.estimate.Sketch;
import dev.asterism.estimate.SparseQuality;
import dev.asterism.perform.Experience;
import dev.asterism.perform.Habit;
import dev.asterism.perform.Scoring;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What is known of models at the moment: written by [EstimateSchedule], read by every request
/// without a lock.
final class LearntExperience implements Experience {

  /// The beginning of a question, and its end, which is the user's, tell how hard it is. To read
  /// all of a long one would take longer than a policy may.
  private static final int OF_THE_BEGINNING = 150;

  private static final int OF_THE_END = 450;

  private final Map<String, SparseQuality> byBest = new ConcurrentHashMap<>();
  private final Map<String, Habit> habits = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Double>> reliabilities = new ConcurrentHashMap<>();
  private final Map<String, Judging> judges = new ConcurrentHashMap<>();

  private record Judging(DraftJudge judge, String lessons) {}

  void know(String best, SparseQuality quality) {
    byBest.put(best, quality);
  }

  /// @param policy its name
  void know(String policy, Map<String, Double> voters) {
    reliabilities.put(policy, voters);
  }

  /// @param policy its name
  /// @param lessons the name of what the judge of its drafts learnt from
  void know(String policy, DraftJudge judge, String lessons) {
    judges.put(policy, new Judging(judge, lessons));
  }

  void know(String model, Habit habit) {
    habits.put(model, habit);
  }

  @Override
  public Optional<Habit> habit(String model) {
    return Optional.ofNullable(habits.get(model));
  }

  @Override
  public Map<String, Expected> chances(String best, List<String> models, String question) {
    SparseQuality quality = byBest.get(best);
    if (quality == null) {
      return Map.of();
    }
    Map<String, SparseQuality.Chance> all = quality.estimate(Sketch.of(shortened(question)));
    Map<String, Expected> asked = new LinkedHashMap<>();
    for (String model : models) {
      SparseQuality.Chance chance = all.get(model);
      if (chance != null) {
        asked.put(model, new Expected(chance.chance(), chance.outcomes()));
      }
    }
    return asked;
  }

  @Override
  public Map<String, Double> reliabilities(String policy) {
    return reliabilities.getOrDefault(policy, Map.of());
  }

  @Override
  public Optional<Scoring> scoring(String policy, String question) {
    return Optional.ofNullable(judges.get(policy))
        .map(it ->
            new LearntScoring(
                it.judge(), it.judge().chances(Sketch.of(shortened(question))), it.lessons()));
  }

  /// {@return how the drafts of a cascade's members were, as far as its judge learnt from them}
  ///
  /// @param policy its name
  List<DraftJudge.Standing> drafts(String policy) {
    return Optional.ofNullable(judges.get(policy))
        .map(it -> it.judge().standings())
        .orElse(List.of());
  }

  /// {@return as much of a question as is learnt from}
  static String shortened(String question) {
    return question.length() <= OF_THE_BEGINNING + OF_THE_END
        ? question
        : question.substring(0, OF_THE_BEGINNING)
            + question.substring(question.length() - OF_THE_END);
  }
}
