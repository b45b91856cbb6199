package dev.asterism.perform;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The port to what was learnt of models from what was recorded. It is asked on the path of every
/// request, and waits for nothing.
public interface Experience {

  /// Knows nothing.
  Experience NONE =
      new Experience() {
        @Override
        public Optional<Habit> habit(String model) {
          return Optional.empty();
        }

        @Override
        public Map<String, Expected> chances(String best, List<String> models, String question) {
          return Map.of();
        }

        @Override
        public Map<String, Double> reliabilities(String policy) {
          return Map.of();
        }

        @Override
        public Optional<Scoring> scoring(String policy, String question) {
          return Optional.empty();
        }
      };

  /// How a model's answer to a question is expected to be.
  ///
  /// @param chance that it is good, in [0, 1], by its outcomes alone
  /// @param outcomes that it was learnt from
  record Expected(double chance, int outcomes) {

    /// How many outcomes what was thought of a model beforehand is worth.
    private static final double PRIOR_OUTCOMES = 10;

    /// {@return the chance, where `prior` was thought before there was any outcome}
    public double above(double prior) {
      return (outcomes * chance + PRIOR_OUTCOMES * prior) / (outcomes + PRIOR_OUTCOMES);
    }
  }

  /// {@return how a model usually answers; empty where it was hardly asked}
  Optional<Habit> habit(String model);

  /// {@return what is expected of models on a question, as far as there were outcomes}
  ///
  /// @param best the model that the others were held against
  Map<String, Expected> chances(String best, List<String> models, String question);

  /// {@return how often each voter of a swarm votes right, in (0, 1); empty while too little is
  /// known of any of them}
  ///
  /// @param policy its name
  Map<String, Double> reliabilities(String policy);

  /// {@return what was learnt of the drafts of a cascade, for a question; empty where nothing was}
  ///
  /// @param policy its name
  Optional<Scoring> scoring(String policy, String question);
}
