package dev.asterism.perform;

import dev.asterism.policy.Route.Preference;
import dev.asterism.policy.plan.Limits;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How the models of a policy work together.
public sealed interface Manner {

  /// {@return its models, the cheapest first; one may be there more than once}
  List<String> models();

  /// {@return its word in headers, traces and metrics}
  String word();

  /// {@return the model whose answer counts as the best that can be had}
  default String best() {
    return models().getLast();
  }

  /// {@return the model for whom the policy's answers stand in, so that its students may give them;
  /// empty where they are nobody's own word}
  default Optional<String> standsFor() {
    return Optional.of(best());
  }

  /// {@return whether that model answers everything itself, unless it fails}
  default boolean isOneModels() {
    return false;
  }

  /// {@return the requests that are put to others of its models too, to learn from; empty where
  /// nothing is to be learnt}
  default Optional<Exploration> exploration() {
    return Optional.empty();
  }

  /// One model under the policy's name.
  record Direct(String model) implements Manner {

    @Override
    public List<String> models() {
      return List.of(model);
    }

    @Override
    public boolean isOneModels() {
      return true;
    }

    @Override
    public String word() {
      return "direct";
    }
  }

  /// Asks the cheapest, judges its answer, and goes on to the next where it will not do. The last
  /// is not judged.
  ///
  /// @param enough when an answer will do
  record Cascade(List<String> models, Judge judge, Enough enough) implements Manner {

    public Cascade {
      models = List.copyOf(models);
      if (enough instanceof Enough.Proved && models.size() != 2) {
        throw new IllegalArgumentException("what is proved is of one model beside another");
      }
      if (enough instanceof Enough.Searched && !(judge instanceof Judge.Learnt)) {
        throw new IllegalArgumentException("only of what is learnt one knows what to expect");
      }
    }

    /// From which judgement on an answer will do.
    public sealed interface Enough {

      /// @param threshold as it is configured, in [0, 1]
      record Set(double threshold) implements Enough {}

      /// Where no model that could still be asked is worth its cost beside the answer at hand; see
      /// [dev.asterism.policy.Search].
      ///
      /// @param lambda quality that one US dollar must bring
      record Searched(double lambda) implements Enough {}

      /// Wherever it is proved that answers differ seldom enough from those of the last model,
      /// which answers everything until then.
      ///
      /// @param eps the share of such answers that may differ
      /// @param delta the probability allowed that more of them do all the same
      /// @param judge who says, off the path, whether a draft in other words would have done as
      ///   well; empty where nobody is asked, so that it would not
      record Proved(double eps, double delta, Optional<String> judge) implements Enough {}
    }

    @Override
    public Optional<Exploration> exploration() {
      return judge instanceof Judge.Learnt(var exploration)
          ? Optional.of(exploration)
          : Optional.empty();
    }

    /// {@return the same, as far as that decides what it answers: how much it explores decides only
    /// how soon its judge has learnt}
    Cascade ofAnyExploration() {
      return judge instanceof Judge.Learnt(var exploration)
          ? new Cascade(models, new Judge.Learnt(exploration.ofAnyShare()), enough)
          : this;
    }

    @Override
    public String word() {
      return "cascade";
    }
  }

  /// Asks all voters side by side; where they do not agree, the boss.
  ///
  /// @param voters a model that is there more than once is asked as often
  /// @param needed votes that an answer needs
  /// @param confidence with which a vote is settled before that; empty for votes alone
  /// @param boss empty where the leading answer is given in any case
  /// @param merges whether the boss makes one answer of all, instead of deciding alone
  /// @param judge who is asked, where the votes are split, which of them say the same in other
  ///   words; empty where nobody is
  /// @param weighs whether votes count by how often each voter was right, as soon as that is learnt
  record Swarm(
      List<String> voters,
      int needed,
      OptionalDouble confidence,
      Optional<String> boss,
      boolean merges,
      Optional<String> judge,
      boolean weighs)
      implements Manner {

    public Swarm {
      voters = List.copyOf(voters);
      if (merges && boss.isEmpty()) {
        throw new IllegalArgumentException("somebody must merge what the voters said");
      }
    }

    @Override
    public List<String> models() {
      return Stream.concat(voters.stream(), boss.stream()).toList();
    }

    /// What was made of several answers, or counted without a boss, is no model's own word.
    @Override
    public Optional<String> standsFor() {
      return merges ? Optional.empty() : boss;
    }

    @Override
    public String word() {
      return "swarm";
    }
  }

  /// Asks one, chosen by what is expected of each before it is asked.
  ///
  /// @param models the last is the one that the others are held against
  /// @param preference what is wanted of the choice
  /// @param patience models that usually take longer are left out while others can be asked
  /// @param explored requests that are put to the last model and to another one
  /// @param fallback who is asked until enough is learnt
  /// @param prior how good a model is thought to be before it was ever asked, in [0, 1], where its
  ///   size tells nothing
  /// @param sizes effective parameters of its models, as far as they are told; see
  ///   [dev.asterism.policy.Newcomer]
  record Route(
      List<String> models,
      Preference preference,
      Patience patience,
      Exploration explored,
      String fallback,
      double prior,
      SortedMap<String, Double> sizes)
      implements Manner {

    /// How long nine of ten answers of a model may take, in seconds.
    ///
    /// @param firstSeconds until a stream begins
    /// @param seconds until the answer is whole
    public record Patience(double firstSeconds, double seconds) {}

    public Route {
      models = List.copyOf(models);
      sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
      if (!models.contains(fallback)) {
        throw new IllegalArgumentException("the default of a route is one of its models");
      }
    }

    @Override
    public Optional<Exploration> exploration() {
      return Optional.of(explored);
    }

    @Override
    public String word() {
      return "route";
    }
  }

  /// Asks the first, and the next only where it fails.
  record Failover(List<String> models) implements Manner {

    public Failover {
      models = List.copyOf(models);
    }

    @Override
    public String best() {
      return models.getFirst();
    }

    @Override
    public boolean isOneModels() {
      return true;
    }

    @Override
    public String word() {
      return "failover";
    }
  }

  /// Divides a request among specialists, and makes one answer of what they did.
  ///
  /// @param planner who divides it
  /// @param boss who mends a plan and gives the answer
  /// @param specialists at least one, each under another name
  record Plan(String planner, String boss, List<Specialist> specialists, Limits limits)
      implements Manner {

    public Plan {
      specialists = List.copyOf(specialists);
      if (specialists.isEmpty()) {
        throw new IllegalArgumentException("somebody must do what is planned");
      }
    }

    /// {@return the specialist of a name}
    Optional<Specialist> specialist(String name) {
      return specialists.stream().filter(one -> one.skill().name().equals(name)).findFirst();
    }

    @Override
    public List<String> models() {
      return Stream.of(
              specialists.stream()
                  .map(Specialist::model)
                  .filter(model -> !NamedPolicy.isNamedBy(model)),
              Stream.of(planner, boss))
          .flatMap(models -> models)
          .distinct()
          .toList();
    }

    @Override
    public String best() {
      return boss;
    }

    /// What was put together of what several found is no model's own word.
    @Override
    public Optional<String> standsFor() {
      return Optional.empty();
    }

    @Override
    public String word() {
      return "plan";
    }
  }
}
