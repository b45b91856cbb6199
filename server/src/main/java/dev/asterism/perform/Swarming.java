package dev.asterism.perform;

import dev.asterism.policy.Voting;
import dev.asterism.policy.WeighedVoting;
import dev.asterism.provider.UpstreamException;
import dev.asterism.stats.DawidSkene;
import dev.asterism.trace.Call;
import dev.asterism.wire.ChatAsking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// Performs a swarm: all voters at once, the rest given up as soon as the vote is settled, and the
/// boss where it is not.
final class Swarming {

  private static final double SURE = 0.9;

  private final Asking asking;
  private final Manner.Swarm swarm;
  private final Voting voting;
  private final Optional<WeighedVoting> weighed;
  private final boolean merges;
  private final Map<String, Heard.Answer> answers = new LinkedHashMap<>();
  private final Map<String, List<String>> votes = new LinkedHashMap<>();
  private final List<Heard> failed = new ArrayList<>();

  Swarming(Asking asking, Manner.Swarm swarm) {
    this.asking = asking;
    this.swarm = swarm;
    int most = swarm.voters().size();
    int needed =
        asking.demands().quality().isPresent()
            ? Math.max(1, (int) Math.ceil(asking.demands().quality().getAsDouble() * most - 1e-9))
            : swarm.needed();
    this.merges = swarm.merges() && asking.merging(swarm.best(), List.of()).isPresent();
    // What is to be merged must all be there.
    this.voting =
        merges
            ? new Voting(most, OptionalDouble.empty(), most)
            : new Voting(needed, swarm.confidence(), Math.min(3, most));
    Map<String, Double> reliabilities =
        swarm.weighs() ? asking.experience().reliabilities(asking.policy().name()) : Map.of();
    this.weighed =
        reliabilities.isEmpty()
            ? Optional.empty()
            : Optional.of(new WeighedVoting(reliabilities, DawidSkene.USUAL_WRONG, confidence()));
  }

  private double confidence() {
    return asking.demands().quality().orElse(swarm.confidence().orElse(SURE));
  }

  private Voting.Standing standing(List<String> open) {
    return weighed
        .map(it -> it.standing(votes, open))
        .orElseGet(() -> voting.standing(counts(), open.size()));
  }

  private Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    votes.forEach((answer, voters) -> counts.put(answer, voters.size()));
    return counts;
  }

  Given play() throws UpstreamException {
    Voting.Standing standing = vote();
    if (!(standing instanceof Voting.Standing.Settled) && answers.size() > 1) {
      standing = judged(standing);
    }
    asking.course().say(standing instanceof Voting.Standing.Settled ? counted() : tally());
    if (standing instanceof Voting.Standing.Settled(var meaning)) {
      return give(meaning);
    }
    Optional<Given> decided = boss();
    if (decided.isPresent()) {
      return decided.get();
    }
    Optional<String> lead = lead();
    if (lead.isEmpty()) {
      return asking.nobody(failed);
    }
    asking.course().say("the leading answer given all the same");
    return give(lead.get());
  }

  private Voting.Standing vote() throws UpstreamException {
    Voting.Standing before = standing(swarm.voters());
    if (before instanceof Voting.Standing.Split) {
      asking.course().say("no vote could settle it");
      return before;
    }
    try (Round round = new Round(asking)) {
      Set<String> asked = new HashSet<>();
      List<String> open = new ArrayList<>();
      for (String model : swarm.voters()) {
        open.add(model);
        if (asking.affords(open)) {
          round.ask(
              model, Call.Part.VOTE, asked.add(model) ? Asking.Shape.PLAIN : Asking.Shape.SAMPLED);
        } else {
          open.removeLast();
          asking.course().say(model + " left out over the budget");
        }
      }
      Voting.Standing standing = standing(open);
      while (round.open() > 0 && goesOn(standing)) {
        Heard heard = round.next();
        open.remove(heard.booking().model());
        hear(heard);
        standing = standing(open);
      }
      return standing;
    }
  }

  /// Has a judge say which answers say the same in other words, and counts again.
  private Voting.Standing judged(Voting.Standing split) throws UpstreamException {
    if (swarm.judge().isEmpty() || !asking.hasTime()) {
      return split;
    }
    String judge = swarm.judge().get();
    if (!asking.affords(judge)) {
      asking.course().say(judge + " left out over the budget");
      return split;
    }
    List<Heard.Answer> distinct = List.copyOf(answers.values());
    List<String> texts = distinct.stream().map(answer -> answer.said().text()).toList();
    Optional<Grouping> grouping =
        asking.grouping(
            judge, ChatAsking.grouping(judge, asking.form().question(), texts), texts.size());
    if (grouping.isEmpty()) {
      asking.course().say(judge + " gave no verdict");
      return split;
    }
    asking
        .course()
        .say("%s tells %d meanings apart".formatted(judge, grouping.get().groups().size()));
    for (List<Integer> group : grouping.get().groups()) {
      join(group.stream().map(distinct::get).toList());
    }
    return standing(List.of());
  }

  /// Counts answers that say the same as one: that which most said, of several the first.
  private void join(List<Heard.Answer> same) {
    String lead =
        same.stream()
            .map(answer -> answer.said().meaning())
            .max(Comparator.comparingInt(meaning -> votes.getOrDefault(meaning, List.of()).size()))
            .orElseThrow();
    for (Heard.Answer answer : same) {
      String meaning = answer.said().meaning();
      List<String> others = meaning.equals(lead) ? null : votes.remove(meaning);
      if (others != null) {
        votes.computeIfAbsent(lead, _ -> new ArrayList<>()).addAll(others);
        answer.booking().meant(lead);
      }
    }
  }

  private boolean goesOn(Voting.Standing standing) {
    return switch (standing) {
      case Voting.Standing.Open _ -> true;
      case Voting.Standing.Split _ -> merges || swarm.judge().isPresent();
      case Voting.Standing.Settled _ -> false;
    };
  }

  private void hear(Heard heard) {
    if (heard instanceof Heard.Answer answer && answer.said().wellFormed()) {
      answers.putIfAbsent(answer.said().meaning(), answer);
      votes
          .computeIfAbsent(answer.said().meaning(), _ -> new ArrayList<>())
          .add(answer.booking().model());
      answer.booking().became("voted");
      return;
    }
    failed.add(heard);
    String why = heard instanceof Heard.Answer ? "not the form asked for" : heard.failing();
    heard.booking().became(why);
    asking.course().say(heard.model() + " " + why);
  }

  private Optional<String> lead() {
    if (weighed.isPresent()) {
      return weighed.get().lead(votes);
    }
    int most = most();
    return votes.entrySet().stream()
        .filter(vote -> vote.getValue().size() == most)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private int most() {
    return votes.values().stream().mapToInt(List::size).max().orElse(0);
  }

  private String counted() {
    int agreed = lead().map(answer -> votes.getOrDefault(answer, List.of()).size()).orElse(0);
    return "%d of %d agreed%s".formatted(agreed, swarm.voters().size(), weight());
  }

  /// {@return how likely the leading answer is right by its voters' reliability, where that counts}
  private String weight() {
    Optional<String> lead = lead();
    return weighed.isEmpty() || lead.isEmpty()
        ? ""
        : ", weighed " + Course.share(weighed.get().chance(votes, lead.get()));
  }

  private String tally() {
    if (merges) {
      return "%d drafts".formatted(answers.size());
    }
    return votes.isEmpty()
        ? "no votes"
        : "no agreement (%s%s)"
            .formatted(
                votes.values().stream()
                    .map(List::size)
                    .sorted(Comparator.reverseOrder())
                    .map(String::valueOf)
                    .collect(Collectors.joining(":")),
                weight());
  }

  private Given give(String meaning) {
    return asking.give(Optional.ofNullable(answers.get(meaning)).orElseThrow());
  }

  private Optional<Given> boss() throws UpstreamException {
    if (swarm.boss().isEmpty() || !asking.hasTime()) {
      return Optional.empty();
    }
    String boss = swarm.boss().get();
    if (!asking.affords(boss)) {
      asking.course().say(boss + " left out over the budget");
      return Optional.empty();
    }
    List<String> drafts = answers.values().stream().map(answer -> answer.said().text()).toList();
    boolean merging = merges && !drafts.isEmpty();
    byte[] body = merging ? asking.merging(boss, drafts).orElseThrow() : asking.asked(boss);
    Call.Part part = merging ? Call.Part.MERGE : Call.Part.ANSWER;
    return switch (asking.last(boss, part, body, !answers.isEmpty())) {
      case Asking.Last.Answered(var given) -> {
        asking.course().say(boss + (merging ? " merged" : " decided"));
        yield Optional.of(given);
      }
      case Asking.Last.Failed(var heard) -> {
        failed.add(heard);
        asking.course().say(boss + " " + heard.failing());
        yield Optional.empty();
      }
    };
  }
}
