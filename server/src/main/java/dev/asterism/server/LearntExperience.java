package dev.asterism.server;

import dev.asterism.estimate.SparseQuality;
import dev.asterism.perform.Experience;
import dev.asterism.perform.Habit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What is known of models at the moment: written by [EstimateSchedule], read by every request
/// without a lock.
final class LearntExperience implements Experience {

  /// The beginning of a question, and its end, are enough to tell how hard it is.
  private static final int MOST_CHARACTERS = 2_000;

  private final Map<String, SparseQuality> byBest = new ConcurrentHashMap<>();
  private final Map<String, Habit> habits = new ConcurrentHashMap<>();

  void know(String best, SparseQuality quality) {
    byBest.put(best, quality);
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
    Map<String, SparseQuality.Chance> all = quality.estimate(shortened(question));
    Map<String, Expected> asked = new LinkedHashMap<>();
    for (String model : models) {
      SparseQuality.Chance chance = all.get(model);
      if (chance != null) {
        asked.put(model, new Expected(chance.chance(), chance.outcomes()));
      }
    }
    return asked;
  }

  /// {@return as much of a question as is learnt from}
  static String shortened(String question) {
    int half = MOST_CHARACTERS / 2;
    return question.length() <= MOST_CHARACTERS
        ? question
        : question.substring(0, half) + question.substring(question.length() - half);
  }
}
