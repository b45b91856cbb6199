package dev.asterism.estimate;

import dev.asterism.stats.DawidSkene;
import dev.asterism.stats.DawidSkene.Truth;
import java.util.ArrayList;
import java.util.List;

/// Judges the leading answer of a vote: how likely it is good, and how likely the boss's would be.
///
/// The leading answer is the one that Dawid and Skene's model thinks likeliest. Then two logistic
/// regressions weigh that model's odds (too sure where voters share mistakes) and the shares of
/// votes; where that pays, what was expected of the question and what kind of answer it is; and
/// where that pays too, who agrees.
public final class Jury {

  private static final int FOLDS = 5;

  /// So many pieces of evidence tell of the vote alone; so many with those of question and answer.
  private static final int OF_THE_VOTE = 4;

  private static final int OF_THE_QUESTION = 7;

  /// Signs of a single voter or answer count for less: there are many, and few ballots to weigh
  /// them by.
  private static final double SINGLE = 0.3;

  private final DawidSkene reliability;
  private final Habit habit;
  private final Weighing leads;
  private final Weighing boss;

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

  private Jury(DawidSkene reliability, Habit habit, Weighing leads, Weighing boss) {
    this.reliability = reliability;
    this.habit = habit;
    this.leads = leads;
    this.boss = boss;
  }

  /// {@return a jury for ballots of the same voters}
  ///
  /// @param told at least one
  public static Jury fit(List<Told> told) {
    return fit(told, reliability(told));
  }

  /// {@return what juries that did not see a ballot think of it, five folds, in the ballots' order}
  public static List<Judgement> crossFit(List<Told> told) {
    List<Jury> juries = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<Told> others = new ArrayList<>();
      for (int i = 0; i < told.size(); i++) {
        if (i % FOLDS != fold) {
          others.add(told.get(i));
        }
      }
      juries.add(fit(others.isEmpty() ? told : others));
    }
    List<Judgement> judgements = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      judgements.add(juries.get(i % FOLDS).judge(told.get(i).ballot()));
    }
    return judgements;
  }

  private static DawidSkene reliability(List<Told> told) {
    return DawidSkene.fit(
        told.stream().map(one -> one.ballot().votes()).toList(),
        told.stream().map(Jury::right).toList(),
        DawidSkene.USUAL_WRONG);
  }

  private static Truth right(Told told) {
    int[] votes = told.ballot().votes();
    for (int voter = 0; voter < votes.length; voter++) {
      if (told.good().get(voter)) {
        return new Truth.Known(votes[voter]);
      }
    }
    return new Truth.Known(DawidSkene.SILENT);
  }

  private static Jury fit(List<Told> told, DawidSkene reliability) {
    Habit habit = new Habit();
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
      rows.add(evidence(one.ballot(), lead, habit));
      habit.add(answer, good[i]);
    }
    int[] widths = {OF_THE_VOTE, OF_THE_QUESTION, rows.getFirst().length};
    return new Jury(
        reliability, habit, Weighing.fit(rows, good, widths), Weighing.fit(rows, bossGood, widths));
  }

  /// {@return what the jury thinks of a vote}
  public Judgement judge(Ballot ballot) {
    Lead lead = Lead.of(ballot, reliability);
    double[] evidence = evidence(ballot, lead, habit);
    return new Judgement(lead.voter(), lead.votes(), leads.chance(evidence), boss.chance(evidence));
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
    return ballot.answers().get(lead.voter()).orElse("");
  }

  /// First what the vote tells, then what its question and its answer do, then who voted how.
  private static double[] evidence(Ballot ballot, Lead lead, Habit habit) {
    int voters = lead.all().length;
    double[] evidence = new double[OF_THE_QUESTION + voters];
    evidence[0] = 1;
    evidence[1] = Habit.logit(lead.posterior());
    evidence[2] = (double) lead.votes() / voters;
    evidence[3] = (double) lead.second() / voters;
    evidence[4] = Habit.logit(ballot.expected().get(lead.voter()));
    evidence[5] = Habit.logit(ballot.expected().getLast());
    evidence[6] = SINGLE * habit.logOdds(answer(ballot, lead));
    for (int i = 0; i < voters; i++) {
      int vote = lead.all()[i];
      int agrees = vote == lead.all()[lead.voter()] ? 1 : -1;
      evidence[OF_THE_QUESTION + i] = vote == DawidSkene.SILENT ? 0 : SINGLE * agrees;
    }
    return evidence;
  }
}
