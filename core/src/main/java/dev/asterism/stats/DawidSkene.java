package dev.asterism.stats;

import java.util.Arrays;
import java.util.List;

/// How reliable voters are, learnt from their votes, and from what was right where that is known.
///
/// The expectation-maximisation of Dawid and Skene (1979) with one number for each voter, the
/// chance of voting right (the homogeneous model of Li and Yu 2014, arXiv 1411.4086), so that it
/// serves where each question has answers of its own. Voters are taken to err independently; where
/// they share mistakes and nothing is known of what is right, reliabilities come out too high.
///
/// @param reliability for each voter, the chance of a right vote, in (0, 1)
/// @param wrong how many wrong answers an erring voter chooses among, at least 1
public record DawidSkene(List<Double> reliability, double wrong) {

  /// Stands in a row of votes for a voter who said nothing.
  public static final int SILENT = -1;

  /// How many wrong answers an erring voter is taken to choose among where nobody knows better.
  public static final double USUAL_WRONG = 4;

  private static final int STEPS = 50;
  private static final double STILL = 1e-6;

  public DawidSkene {
    reliability = List.copyOf(reliability);
    if (!(wrong >= 1)) {
      throw new IllegalArgumentException("there is at least one wrong answer");
    }
  }

  /// What was right of a question's answers.
  public sealed interface Truth {

    /// The answer of this number; where nobody voted for it, such as [#SILENT], all votes are
    /// wrong.
    record Known(int answer) implements Truth {}

    record Unknown() implements Truth {}
  }

  /// {@return the reliabilities under which votes are likeliest, less a prior of one right and one
  /// wrong vote; the majority's answers are where the search starts}
  ///
  /// @param votes a row for each question; in it, for each voter, the number of an answer from 0,
  ///   or [#SILENT]
  /// @param truths one for each question
  public static DawidSkene fit(List<int[]> votes, List<Truth> truths, double wrong) {
    if (truths.size() != votes.size()) {
      throw new IllegalArgumentException(
          "what is right, or that it is not known, of each question");
    }
    int voters = votes.isEmpty() ? 0 : votes.getFirst().length;
    Double[] start = new Double[voters];
    Arrays.fill(start, 0.7);
    DawidSkene fit = new DawidSkene(List.of(start), wrong);
    for (int step = 0; step < STEPS; step++) {
      DawidSkene next = fit.improved(votes, truths);
      double moved = 0;
      for (int voter = 0; voter < voters; voter++) {
        moved = Math.max(moved, Math.abs(next.reliability.get(voter) - fit.reliability.get(voter)));
      }
      fit = next;
      if (moved < STILL) {
        break;
      }
    }
    return fit;
  }

  /// {@return for each answer voted for, by its number, the chance that it is right, given that one
  /// of them is; 0 for numbers nobody named}
  public double[] posterior(int[] votes) {
    int answers = Arrays.stream(votes).max().orElse(SILENT) + 1;
    double[] logarithms = new double[answers];
    boolean[] named = new boolean[answers];
    for (int voter = 0; voter < votes.length; voter++) {
      if (votes[voter] != SILENT) {
        double p = reliability.get(voter);
        logarithms[votes[voter]] += Math.log(p * wrong / (1 - p));
        named[votes[voter]] = true;
      }
    }
    double most = Double.NEGATIVE_INFINITY;
    for (int answer = 0; answer < answers; answer++) {
      most = named[answer] ? Math.max(most, logarithms[answer]) : most;
    }
    double[] posterior = new double[answers];
    double sum = 0;
    for (int answer = 0; answer < answers; answer++) {
      posterior[answer] = named[answer] ? Math.exp(logarithms[answer] - most) : 0;
      sum += posterior[answer];
    }
    for (int answer = 0; answer < answers; answer++) {
      posterior[answer] /= sum;
    }
    return posterior;
  }

  private double[] believed(int[] row, Truth truth) {
    double[] posterior = posterior(row);
    return switch (truth) {
      case Truth.Unknown() -> posterior;
      case Truth.Known(int answer) -> {
        double[] known = new double[posterior.length];
        if (answer != SILENT && answer < known.length) {
          known[answer] = 1;
        }
        yield known;
      }
    };
  }

  private DawidSkene improved(List<int[]> votes, List<Truth> truths) {
    double[] right = new double[reliability.size()];
    double[] all = new double[reliability.size()];
    Arrays.fill(right, 1);
    Arrays.fill(all, 2);
    for (int question = 0; question < votes.size(); question++) {
      int[] row = votes.get(question);
      double[] posterior = believed(row, truths.get(question));
      for (int voter = 0; voter < row.length; voter++) {
        if (row[voter] != SILENT) {
          right[voter] += posterior[row[voter]];
          all[voter]++;
        }
      }
    }
    Double[] next = new Double[right.length];
    for (int voter = 0; voter < next.length; voter++) {
      next[voter] = right[voter] / all[voter];
    }
    return new DawidSkene(List.of(next), wrong);
  }
}
