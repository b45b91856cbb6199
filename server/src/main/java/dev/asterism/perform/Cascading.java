package dev.asterism.perform;

import dev.asterism.policy.Cascade;
import dev.asterism.policy.Outlook;
import dev.asterism.policy.Policy;
import dev.asterism.policy.Prospect;
import dev.asterism.policy.Search;
import dev.asterism.policy.State;
import dev.asterism.policy.Step;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;

/// Performs a cascade: one model after the other, until an answer will do.
final class Cascading {

  /// What is certain of the last model: its answer is what "good" means.
  private static final Outlook GOOD = Outlook.certain(1);

  private final Asking asking;
  private final Manner.Cascade cascade;
  private final Optional<Scoring> scoring;
  private final Rule rule;
  private final Judging judging;
  private final List<String> open;
  private final Hand hand;
  private final Set<String> passed = new HashSet<>();
  private final List<Heard> failed = new ArrayList<>();

  /// When an answer will do.
  sealed interface Rule {

    /// From this judgement on, in the order of the cascade.
    record From(double threshold) implements Rule {}

    /// Where nobody else is worth asking; whoever is most worth it is asked first.
    ///
    /// @param lambda quality that one US dollar must bring
    record Worth(double lambda) implements Rule {}
  }

  /// @param scoring what a learnt judge learnt; empty where nothing was, or nobody did
  Cascading(Asking asking, Manner.Cascade cascade, Optional<Scoring> scoring, Rule rule) {
    this.asking = asking;
    this.cascade = cascade;
    this.scoring = scoring;
    this.rule = rule;
    OptionalDouble enough =
        rule instanceof Rule.From(double threshold)
            ? OptionalDouble.of(threshold)
            : OptionalDouble.empty();
    this.judging = new Judging(asking, cascade.judge(), scoring, enough);
    this.open = new ArrayList<>(cascade.models());
    this.hand = new Hand(scoring);
  }

  Given play() throws UpstreamException {
    while (true) {
      List<Prospect> prospects = prospects();
      State state = new State(prospects, hand.candidates(), cascade.models().size() - open.size());
      switch (policy().next(state)) {
        case Step.Ask(var models) -> {
          Optional<Given> given = ask(models.getFirst());
          if (given.isPresent()) {
            return given.get();
          }
        }
        case Step.Answer(var model) -> {
          return give(model, !prospects.isEmpty());
        }
        case Step.Refuse _ -> {
          return asking.nobody(failed);
        }
      }
    }
  }

  private Policy policy() {
    return switch (rule) {
      case Rule.From(double threshold) ->
          new Cascade(
              cascade.models().stream().map(List::of).toList(), new Cascade.Stop.Proven(threshold));
      case Rule.Worth(double lambda) -> new Search(outlooks(), lambda);
    };
  }

  private Map<String, Outlook> outlooks() {
    Map<String, Outlook> outlooks = new HashMap<>();
    outlooks.put(cascade.best(), GOOD);
    for (String model : open) {
      if (!model.equals(cascade.best())) {
        scoring
            .filter(it -> it.knows(model))
            .ifPresent(it -> outlooks.put(model, it.outlook(model, hand.heard())));
      }
    }
    return outlooks;
  }

  /// Asks the last in any case, and another only where that fails.
  Given fromTheLast() throws UpstreamException {
    if (asking.affords(cascade.best())) {
      Optional<Given> given = ask(cascade.best());
      if (given.isPresent()) {
        return given.get();
      }
    }
    return play();
  }

  /// Asks the first and the last, so that what the first says can be held against what the last
  /// says, which is given.
  ///
  /// @param draft what is tried, of a judged answer
  Given check(BiFunction<Double, Said, Trial> draft) throws UpstreamException {
    String first = open.removeFirst();
    Judging.Judged judged =
        new Judging(asking, cascade.judge(), scoring, OptionalDouble.empty()).judge(first);
    note(first, judged, quality -> "judged " + Course.share(quality));
    Optional<Given> given = ask(cascade.best());
    if (given.isEmpty()) {
      return play();
    }
    if (judged.reason().isEmpty() && judged.heard() instanceof Heard.Answer answer) {
      asking.course().tries(draft.apply(judged.quality(), answer.said()));
    }
    return given.get();
  }

  /// Those who can be asked in what is left of the time and the money. Whose drafts nobody could
  /// judge is asked only where the last model fails.
  private List<Prospect> prospects() {
    if (!asking.hasTime()) {
      return List.of();
    }
    List<Prospect> prospects = new ArrayList<>();
    for (String model : List.copyOf(open)) {
      if (!asking.affords(model)) {
        open.remove(model);
        asking.course().say(model + " left out over the budget");
      } else if (!open.contains(cascade.best()) || canBeJudged(model)) {
        prospects.add(
            new Prospect(
                model, 0, asking.course().cost(model, asking.foreseen(model)).dollars(), 0));
      }
    }
    return prospects;
  }

  private boolean canBeJudged(String model) {
    return !(cascade.judge() instanceof Judge.Learnt)
        || model.equals(cascade.best())
        || scoring.filter(it -> it.knows(model)).isPresent();
  }

  private boolean nobodyCanBeJudged() {
    return cascade.models().stream()
        .noneMatch(model -> !model.equals(cascade.best()) && canBeJudged(model));
  }

  private Optional<Given> ask(String model) throws UpstreamException {
    passOver(model);
    open.remove(model);
    return model.equals(cascade.best()) ? last(model) : draft(model);
  }

  /// Says who, of those before a model, is not asked.
  private void passOver(String model) {
    if (nobodyCanBeJudged()) {
      return;
    }
    for (String other : open.subList(0, open.indexOf(model))) {
      String why = canBeJudged(other) ? " skipped" : " left out, too little is learnt";
      if ((rule instanceof Rule.Worth || !canBeJudged(other)) && passed.add(other)) {
        asking.course().say(other + why);
      }
    }
  }

  private Optional<Given> last(String model) throws UpstreamException {
    byte[] body = asking.asked(model);
    return switch (asking.last(model, Call.Part.ANSWER, body, !hand.isEmpty())) {
      case Asking.Last.Answered(var given) -> {
        boolean byDefault = cascade.models().size() > 1 && nobodyCanBeJudged();
        asking
            .course()
            .say(model + (byDefault ? " by default, too little is learnt" : " accepted"));
        yield Optional.of(given);
      }
      case Asking.Last.Failed(var heard) -> {
        fail(heard);
        yield Optional.empty();
      }
    };
  }

  private Optional<Given> draft(String model) throws UpstreamException {
    Judging.Judged judged = judging.judge(model);
    note(model, judged, this::words);
    return Optional.empty();
  }

  /// @param telling what a draft is worth
  private void note(String model, Judging.Judged judged, DoubleFunction<String> telling) {
    switch (judged.heard()) {
      case Heard.Answer answer -> {
        hand.take(model, answer, judged);
        String words =
            judged.reason().isEmpty()
                ? telling.apply(hand.quality(model))
                : "rejected (" + judged.reason() + ")";
        answer.booking().became(words);
        asking.course().say(answer.model() + " " + words);
      }
      case Heard.Refusal refusal -> fail(refusal);
      case Heard.Loss loss -> fail(loss);
    }
  }

  private String words(double quality) {
    String share = Course.share(quality);
    return switch (rule) {
      case Rule.From(double threshold) when quality >= threshold -> "accepted " + share;
      case Rule.From(double threshold) -> "rejected " + share + " < " + Course.share(threshold);
      case Rule.Worth _ -> "judged " + share;
    };
  }

  private void fail(Heard heard) {
    failed.add(heard);
    asking.course().say(heard.model() + " " + heard.failing());
  }

  /// @param others whether anybody else could be asked
  private Given give(String model, boolean others) {
    Heard.Answer answer = hand.answer(model);
    String share = Course.share(hand.quality(model));
    boolean newest = hand.newest().equals(model);
    Optional<String> words =
        switch (rule) {
          case Rule.From(double threshold) when hand.quality(model) < threshold ->
              Optional.of(model + " given all the same");
          case Rule.From _ when newest -> Optional.empty();
          case Rule.From _ -> Optional.of(model + " accepted " + share + " after all");
          case Rule.Worth _ when !others -> Optional.of(model + " given all the same");
          case Rule.Worth _ ->
              Optional.of(
                  (newest ? "" : model + " judged " + share + ", ") + "worth more than asking on");
        };
    words.ifPresent(asking.course()::say);
    // What others said may have changed what it is worth.
    if (!newest && hand.heard().contains(model)) {
      answer.booking().became(words(hand.quality(model)));
    }
    return asking.give(answer);
  }
}
