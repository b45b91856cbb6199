package dev.asterism.estimate;

import dev.asterism.stats.DawidSkene;
import dev.asterism.train.LogisticFit;
import java.util.ArrayList;
import java.util.List;

/// Judges the leading answer of a vote: how likely it is good, and how likely the boss's would be.
///
/// The leading answer is the one that Dawid and Skene's model thinks likeliest. Then two logistic
/// regressions weigh that model's odds (too sure where voters share mistakes), the shares of votes,
/// who agrees, what was expected of the question, how long the replies are, and what kind of answer
/// it is.
public final class Jury {

  private static final int FOLDS = 5;
  private static final int OF_THE_VOTE = 10;
  private static final double WRONG_ANSWERS = 4;

  /// Signs of a single voter or answer count for less: there are many, and few ballots to weigh
  /// them by.
  private static final double SINGLE = 0.3;

  private final DawidSkene reliability;
  private final Habit habit;
  private final Lengths lengths;
  private final double[] leads;
  private final double[] boss;

  /// A ballot of which it is known what was good.
  ///
  /// @param good for each voter
  /// @param bossGood whether the boss's answer was good
  public record Told(Ballot ballot, List<Boolean> good, boolean bossGood) {

    public Told {
      good = List.copyOf(good);
    }
  }

  /// What the jury thinks.
  ///
  /// @param voter one who gave the leading answer; by convention the first who did
  /// @param votes how many gave it
  /// @param quality how likely it is good
  /// @param bossQuality how likely the boss's answer would be good
  public record Judgement(int voter, int votes, double quality, double bossQuality) {}

  private Jury(
      DawidSkene reliability, Habit habit, Lengths lengths, double[] leads, double[] boss) {
    this.reliability = reliability;
    this.habit = habit;
    this.lengths = lengths;
    this.leads = leads;
    this.boss = boss;
  }

  /// {@return a jury for ballots of the same voters}
  ///
  /// @param told at least one
  public static Jury fit(List<Told> told) {
    return fit(
        told,
        DawidSkene.fit(told.stream().map(one -> one.ballot().votes()).toList(), WRONG_ANSWERS));
  }

  /// {@return what juries that did not see a ballot think of it, five folds, in the ballots' order}
  public static List<Judgement> crossFit(List<Told> told) {
    DawidSkene reliability =
        DawidSkene.fit(told.stream().map(one -> one.ballot().votes()).toList(), WRONG_ANSWERS);
    List<Jury> juries = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<Told> others = new ArrayList<>();
      for (int i = 0; i < told.size(); i++) {
        if (i % FOLDS != fold) {
          others.add(told.get(i));
        }
      }
      juries.add(fit(others.isEmpty() ? told : others, reliability));
    }
    List<Judgement> judgements = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      judgements.add(juries.get(i % FOLDS).judge(told.get(i).ballot()));
    }
    return judgements;
  }

  private static Jury fit(List<Told> told, DawidSkene reliability) {
    Habit habit = new Habit();
    Lengths lengths = Lengths.of(told.stream().map(Told::ballot).toList());
    for (Told one : told) {
      Lead lead = Lead.of(one.ballot(), reliability);
      habit.add(answer(one.ballot(), lead), one.good().get(lead.voter()));
    }
    List<double[]> rows = new ArrayList<>();
    boolean[] good = new boolean[told.size()];
    boolean[] bossGood = new boolean[told.size()];
    for (int i = 0; i < good.length; i++) {
      Told one = told.get(i);
      Lead lead = Lead.of(one.ballot(), reliability);
      String answer = answer(one.ballot(), lead);
      good[i] = one.good().get(lead.voter());
      bossGood[i] = one.bossGood();
      // A ballot must not tell its own outcome.
      habit.remove(answer, good[i]);
      rows.add(evidence(one.ballot(), lead, habit, lengths));
      habit.add(answer, good[i]);
    }
    int width = rows.getFirst().length;
    return new Jury(
        reliability,
        habit,
        lengths,
        LogisticFit.fit(rows, good, width),
        LogisticFit.fit(rows, bossGood, width));
  }

  /// {@return what the jury thinks of a vote}
  public Judgement judge(Ballot ballot) {
    Lead lead = Lead.of(ballot, reliability);
    double[] evidence = evidence(ballot, lead, habit, lengths);
    return new Judgement(
        lead.voter(), lead.votes(), chance(leads, evidence), chance(boss, evidence));
  }

  private static double chance(double[] weights, double[] evidence) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * evidence[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  /// The answer that leads a vote.
  ///
  /// @param votes for it
  /// @param second votes for the next answer
  private record Lead(int voter, int votes, int second, double posterior, int[] all) {

    static Lead of(Ballot ballot, DawidSkene reliability) {
      int[] votes = ballot.votes();
      double[] posterior = reliability.posterior(votes);
      int voter = 0;
      double most = 0;
      for (int i = 0; i < votes.length; i++) {
        if (votes[i] != DawidSkene.SILENT && posterior[votes[i]] > most) {
          most = posterior[votes[i]];
          voter = i;
        }
      }
      int[] counts = new int[votes.length];
      for (int vote : votes) {
        if (vote != DawidSkene.SILENT) {
          counts[vote]++;
        }
      }
      int count = most > 0 ? counts[votes[voter]] : 0;
      int second = 0;
      for (int answer = 0; answer < counts.length; answer++) {
        second = answer == votes[voter] ? second : Math.max(second, counts[answer]);
      }
      return new Lead(voter, count, second, most, votes);
    }
  }

  private static String answer(Ballot ballot, Lead lead) {
    return ballot.replies().get(lead.voter()).answer().orElse("");
  }

  private static double[] evidence(Ballot ballot, Lead lead, Habit habit, Lengths lengths) {
    int voters = lead.all().length;
    String answer = answer(ballot, lead);
    double[] evidence = new double[OF_THE_VOTE + AnswerSigns.WIDTH + voters];
    int at = 0;
    evidence[at++] = 1;
    evidence[at++] = Habit.logit(lead.posterior());
    evidence[at++] = Habit.logit(ballot.expected().get(lead.voter()));
    evidence[at++] = Habit.logit(ballot.expected().getLast());
    evidence[at++] = (double) lead.votes() / voters;
    evidence[at++] = (double) lead.second() / voters;
    evidence[at++] = SINGLE * habit.logOdds(answer);
    double length = 0;
    double unusual = 0;
    for (int i = 0; i < voters; i++) {
      double own = lengths.of(ballot, i);
      length += own / voters;
      unusual += own * own / voters;
    }
    evidence[at++] = length;
    evidence[at++] = SINGLE * unusual;
    evidence[at++] = SINGLE * lengths.of(ballot, lead.voter());
    for (double sign : AnswerSigns.of(answer, ballot.question())) {
      evidence[at++] = SINGLE * sign;
    }
    for (int i = 0; i < voters; i++) {
      int vote = lead.all()[i];
      int agrees = vote == lead.all()[lead.voter()] ? 1 : -1;
      evidence[at++] = vote == DawidSkene.SILENT ? 0 : SINGLE * agrees;
    }
    return evidence;
  }
}
