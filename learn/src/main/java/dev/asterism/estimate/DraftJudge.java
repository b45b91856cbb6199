package dev.asterism.estimate;

import dev.asterism.trace.Draft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/// A judge of drafts that learnt from probes: how likely a member's draft is as good as the best
/// model's answer.
///
/// What is expected of each member on a question is a regression on questions ([SparseQuality]);
/// what a draft says for itself beside that is weighed by another ([DraftScorer]).
public final class DraftJudge {

  /// Which learner this is. One that makes anything else of the same probes has another number, so
  /// that nothing which was proved of this one is taken for proved of it.
  public static final int VERSION = 1;

  private final SparseQuality expected;
  private final Map<String, Learnt> members;

  /// A question that was put to members, and what came of it.
  ///
  /// @param drafts by member, as far as they answered
  /// @param good whether each was as good as the best model's answer; of the same members
  public record Probe(Sketch question, Map<String, Draft> drafts, Map<String, Boolean> good) {

    public Probe {
      drafts = Map.copyOf(drafts);
      good = Map.copyOf(good);
      if (!drafts.keySet().equals(good.keySet())) {
        throw new IllegalArgumentException("whoever drafted was good or was not");
      }
    }
  }

  /// How a member's drafts were in probes.
  ///
  /// @param probes in which it drafted
  /// @param good how many of the drafts were
  /// @param separation how often a good draft is judged better than a bad one, by a judge that saw
  ///   neither, in [0, 1]; empty where all were good, or all bad
  public record Standing(String member, int probes, int good, OptionalDouble separation) {}

  /// What drafts would be judged.
  ///
  /// @param good those that are good
  /// @param bad those that are not; with `good` at least one
  public record Judgements(double[] good, double[] bad) {}

  /// @param scorer empty where no draft had the form asked for
  private record Learnt(
      Optional<DraftScorer> scorer, int probes, int good, int unformed, boolean tells) {}

  private DraftJudge(SparseQuality expected, Map<String, Learnt> members) {
    this.expected = expected;
    this.members = members;
  }

  /// {@return what probes teach of members}
  ///
  /// @param members in their order
  /// @param probes at least one
  public static DraftJudge fit(List<String> members, List<Probe> probes) {
    Map<String, List<SparseQuality.Outcome>> outcomes = new LinkedHashMap<>();
    for (String member : members) {
      List<SparseQuality.Outcome> own = new ArrayList<>();
      for (int i = 0; i < probes.size(); i++) {
        int place = i;
        Optional.ofNullable(probes.get(i).good().get(member))
            .ifPresent(good -> own.add(new SparseQuality.Outcome(place, good ? 1 : 0)));
      }
      if (!own.isEmpty()) {
        outcomes.put(member, own);
      }
    }
    SparseQuality expected =
        SparseQuality.fit(probes.stream().map(Probe::question).toList(), outcomes);
    Map<String, Learnt> learnt = new LinkedHashMap<>();
    outcomes.forEach((member, own) ->
        learnt.put(member, learnt(member, members, probes, own, expected.heldOut(member))));
    return new DraftJudge(expected, learnt);
  }

  private static Learnt learnt(
      String member,
      List<String> members,
      List<Probe> probes,
      List<SparseQuality.Outcome> outcomes,
      double[] expected) {
    List<String> others = members.stream().filter(one -> !one.equals(member)).toList();
    List<DraftScorer.Told> told = new ArrayList<>();
    int good = 0;
    boolean tells = false;
    for (int i = 0; i < outcomes.size(); i++) {
      SparseQuality.Outcome outcome = outcomes.get(i);
      Map<String, Draft> drafts = probes.get(outcome.question()).drafts();
      Draft own = Optional.ofNullable(drafts.get(member)).orElseThrow();
      boolean isGood = outcome.good() > 0;
      good += isGood ? 1 : 0;
      tells |= own.confidence().isPresent();
      if (own.isFormed()) {
        told.add(new DraftScorer.Told(outcome.question(), expected[i], own, drafts, isGood));
      }
    }
    return new Learnt(
        told.isEmpty() ? Optional.empty() : Optional.of(DraftScorer.fit(others, told)),
        outcomes.size(),
        good,
        outcomes.size() - told.size(),
        tells);
  }

  /// {@return how many probes tell of a member}
  public int probes(String member) {
    return Optional.ofNullable(members.get(member)).map(Learnt::probes).orElse(0);
  }

  /// {@return whether a member ever told how sure it was}
  public boolean tells(String member) {
    return Optional.ofNullable(members.get(member)).map(Learnt::tells).orElse(false);
  }

  /// {@return how likely a draft of each member is good, by the question alone, in (0, 1)}
  public Map<String, Double> chances(Sketch question) {
    Map<String, Double> chances = new LinkedHashMap<>();
    expected.estimate(question).forEach((member, chance) -> chances.put(member, chance.chance()));
    return chances;
  }

  /// {@return how likely a draft is good, in [0, 1]}
  ///
  /// @param chance by the question alone
  /// @param drafts its own and those of the others at hand
  public double quality(String member, double chance, Map<String, Draft> drafts) {
    Draft own = Optional.ofNullable(drafts.get(member)).orElseThrow();
    return own.isFormed()
        ? Optional.ofNullable(members.get(member))
            .flatMap(Learnt::scorer)
            .map(scorer -> scorer.score(chance, own, drafts))
            .orElse(0.0)
        : 0;
  }

  /// {@return what drafts of a member are judged by who did not see them}
  ///
  /// @param heard the others whose drafts are at hand then
  public Judgements judgements(String member, Collection<String> heard) {
    Learnt learnt = Optional.ofNullable(members.get(member)).orElseThrow();
    return new Judgements(
        heldOut(learnt, true, heard).toArray(),
        DoubleStream.concat(
                heldOut(learnt, false, heard),
                DoubleStream.generate(() -> 0).limit(learnt.unformed()))
            .toArray());
  }

  private static DoubleStream heldOut(Learnt learnt, boolean good, Collection<String> heard) {
    return learnt.scorer().map(scorer -> scorer.heldOut(good, heard)).orElse(DoubleStream.empty());
  }

  /// {@return how the members' drafts were, in their order}
  public List<Standing> standings() {
    List<Standing> standings = new ArrayList<>();
    members.forEach((member, learnt) ->
        standings.add(
            new Standing(
                member,
                learnt.probes(),
                learnt.good(),
                learnt.scorer().map(DraftScorer::separation).orElse(OptionalDouble.empty()))));
    return standings;
  }
}
