package dev.asterism.server;

import dev.asterism.perform.Manner;
import dev.asterism.stats.DawidSkene;
import dev.asterism.stats.DawidSkene.Truth;
import dev.asterism.store.PolicyRequest;
import dev.asterism.trace.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How often the voters of a swarm vote right, by what it was asked before: held against its boss
/// where that decided, and against each other where they were left to themselves.
///
/// Of a vote is stored whether it said what was answered. Votes that did not are taken to differ
/// from each other, too. Of a voter that is asked more than once the first vote counts.
final class VoterReliability {

  /// Fewer votes of a voter tell too little.
  private static final int ENOUGH = 50;

  private VoterReliability() {}

  /// {@return the chance of a right vote of each voter; empty while any of them has hardly voted}
  static Map<String, Double> of(Manner.Swarm swarm, List<PolicyRequest> requests) {
    List<String> voters = swarm.voters().stream().distinct().toList();
    List<int[]> votes = new ArrayList<>();
    List<Truth> truths = new ArrayList<>();
    int[] counted = new int[voters.size()];
    for (PolicyRequest request : requests) {
      int[] row = row(voters, request.calls());
      votes.add(row);
      boolean decided = swarm.boss().filter(boss -> hasDecided(boss, request.calls())).isPresent();
      truths.add(decided ? new Truth.Known(0) : new Truth.Unknown());
      for (int voter = 0; voter < row.length; voter++) {
        counted[voter] += row[voter] == DawidSkene.SILENT ? 0 : 1;
      }
    }
    if (Arrays.stream(counted).anyMatch(count -> count < ENOUGH)) {
      return Map.of();
    }
    List<Double> reliability = DawidSkene.fit(votes, truths, DawidSkene.USUAL_WRONG).reliability();
    Map<String, Double> named = new HashMap<>();
    for (int voter = 0; voter < voters.size(); voter++) {
      named.put(voters.get(voter), reliability.get(voter));
    }
    return Map.copyOf(named);
  }

  /// What was answered is number 0.
  private static int[] row(List<String> voters, List<Call> calls) {
    int[] row = new int[voters.size()];
    Arrays.fill(row, DawidSkene.SILENT);
    int others = 0;
    for (Call call : calls) {
      int voter = voters.indexOf(call.model());
      if (call.part() == Call.Part.VOTE
          && call.agrees().isPresent()
          && voter >= 0
          && row[voter] == DawidSkene.SILENT) {
        row[voter] = call.agrees().get() ? 0 : ++others;
      }
    }
    return row;
  }

  private static boolean hasDecided(String boss, List<Call> calls) {
    return calls.stream()
        .anyMatch(call ->
            call.part() == Call.Part.ANSWER
                && call.model().equals(boss)
                && call.outcome().equals("accepted"));
  }
}
