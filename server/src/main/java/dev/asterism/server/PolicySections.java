package dev.asterism.server;

import dev.asterism.cost.Usd;
import dev.asterism.perform.Exploration;
import dev.asterism.perform.Judge;
import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.perform.Policies;
import dev.asterism.perform.Specialist;
import dev.asterism.policy.Cascade;
import dev.asterism.policy.Recall;
import dev.asterism.policy.Route.Preference;
import dev.asterism.policy.plan.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the policies that clients can name.
final class PolicySections {

  private static final int MOST_MODELS = 20;
  private static final double USUAL_THRESHOLD = 0.8;

  private final List<Specialist> specialists;
  private final Config.Loop loop;
  private final Map<String, ModelFacts> facts;

  /// @param specialists that plans may name
  /// @param loop whose eps and delta hold where a policy names none of its own
  /// @param facts what is told of models, by their names
  PolicySections(List<Specialist> specialists, Config.Loop loop, Map<String, ModelFacts> facts) {
    this.specialists = List.copyOf(specialists);
    this.loop = loop;
    this.facts = facts;
  }

  /// The kinds of policies.
  private enum Kind {
    DIRECT,
    CASCADE,
    SWARM,
    FAILOVER,
    ROUTE,
    PLAN
  }

  private enum JudgeKind {
    CONFIDENCE,
    AGREEMENT,
    VERDICT,
    LEARNT,
    FORM
  }

  private enum Combining {
    VOTE,
    MERGE
  }

  private enum Keeping {
    NONE,
    EXACT,
    SEMANTIC
  }

  List<NamedPolicy> read(List<Section> sections) {
    List<NamedPolicy> policies = new ArrayList<>();
    for (Section section : sections) {
      NamedPolicy policy = policy(section);
      if (policies.stream().anyMatch(other -> other.name().equals(policy.name()))) {
        throw section.wrong("name", "another policy is called '" + policy.name() + "' too");
      }
      policies.add(policy);
    }
    for (int i = 0; i < policies.size(); i++) {
      checkPlan(sections.get(i), policies.get(i), new Policies(policies));
    }
    return policies;
  }

  private NamedPolicy policy(Section section) {
    String name = section.required("name", "a short name such as support");
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw section.wrong("name", "expected up to 64 letters, digits, '.', '_' and '-'");
    }
    Kind kind = section.choice("kind", Kind.class, Kind.CASCADE);
    MemberSections members = new MemberSections(section);
    List<String> models =
        kind == Kind.PLAN ? List.of() : members.names("models", kind == Kind.SWARM);
    Manner manner =
        switch (kind) {
          case DIRECT -> new Manner.Direct(models.getFirst());
          case CASCADE -> cascade(section, distinct(section, models));
          case SWARM -> swarm(section, models, members.name("boss"));
          case ROUTE -> route(section, distinct(section, models), members);
          case FAILOVER -> new Manner.Failover(distinct(section, models));
          case PLAN -> plan(section);
        };
    NamedPolicy policy =
        new NamedPolicy(
            name,
            manner,
            members.thinking(),
            Duration.ofSeconds(section.whole("patience-seconds", 60, 1, 3_600)),
            caching(section, manner),
            schooling(section));
    section.finish();
    return policy;
  }

  private static String model(Section section, String key, String model) {
    if (model.isBlank() || NamedPolicy.isNamedBy(model)) {
      throw section.wrong(key, "'" + model + "' is not the name of a model");
    }
    return model;
  }

  private Manner plan(Section section) {
    List<String> names = section.texts("specialists");
    if (names.isEmpty() || names.size() > MOST_MODELS) {
      throw section.wrong(
          "specialists", "expected 1 to %d names of specialists".formatted(MOST_MODELS));
    }
    String boss = section.required("boss", "the name of the model that gives the answer");
    return new Manner.Plan(
        model(section, "planner", section.text("planner", boss)),
        model(section, "boss", boss),
        names.stream().distinct().map(name -> specialist(section, name)).toList(),
        new Limits(
            section.whole("max-steps", 8, 1, 50),
            section.whole("max-depth", 4, 1, 50),
            section.whole("max-tokens", 100_000, 1, 100_000_000),
            section.number("max-cost-usd", 0.000001, 1e6).stream()
                .mapToObj(Usd::ofDollars)
                .findFirst(),
            Duration.ofSeconds(section.whole("max-seconds", 120, 1, 3_600))));
  }

  private Specialist specialist(Section section, String name) {
    return specialists.stream()
        .filter(specialist -> specialist.skill().name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            section.wrong(
                "specialists",
                specialists.isEmpty()
                    ? "there is no list of 'specialists' beside 'policies'"
                    : "'%s' is no specialist; there are: %s"
                        .formatted(
                            name,
                            specialists.stream()
                                .map(specialist -> specialist.skill().name())
                                .collect(Collectors.joining(", ")))));
  }

  /// A specialist may be another policy, but none may come to ask itself.
  private static void checkPlan(Section section, NamedPolicy policy, Policies all) {
    Set<String> met = new HashSet<>();
    List<NamedPolicy> open = new ArrayList<>(List.of(policy));
    while (!open.isEmpty()) {
      for (String model : asked(open.removeFirst())) {
        NamedPolicy next =
            all.of(model)
                .orElseThrow(() ->
                    section.wrong(
                        "specialists", "one of them asks '" + model + "', which is no policy"));
        if (next.equals(policy)) {
          throw section.wrong("specialists", "one of them comes to ask '" + policy.model() + "'");
        }
        if (met.add(next.name())) {
          open.add(next);
        }
      }
    }
  }

  /// The policies that a policy's specialists ask.
  private static List<String> asked(NamedPolicy policy) {
    return policy.manner() instanceof Manner.Plan plan
        ? plan.specialists().stream().map(Specialist::model).filter(NamedPolicy::isNamedBy).toList()
        : List.of();
  }

  private static List<String> distinct(Section section, List<String> models) {
    if (models.stream().distinct().count() < models.size()) {
      throw section.wrong("models", "expected every model once");
    }
    return models;
  }

  private Manner cascade(Section section, List<String> models) {
    Judge judge = judge(section);
    if (judge instanceof Judge.Learnt && models.size() < 2) {
      throw section.wrong("judge", "there is nothing to learn of one model: name two or more");
    }
    OptionalDouble lambda = section.number("lambda", 0, 1e9);
    if (lambda.isEmpty()) {
      return new Manner.Cascade(models, judge, enough(section, models));
    }
    if (!(judge instanceof Judge.Learnt)) {
      throw section.wrong(
          "lambda", "what others would say is known to a judge that learns alone: `judge: learnt`");
    }
    for (String other : List.of("threshold", "eps", "delta", "proof-judge-model")) {
      if (section.optional(other).isPresent()) {
        throw section.wrong("lambda", "expected it without '" + other + "'");
      }
    }
    return new Manner.Cascade(
        models, judge, new Manner.Cascade.Enough.Searched(lambda.getAsDouble()));
  }

  private Manner.Cascade.Enough enough(Section section, List<String> models) {
    OptionalDouble set = section.number("threshold", 0, 1);
    OptionalDouble eps = section.number("eps", 0.0001, 0.5);
    OptionalDouble delta = section.number("delta", 0.000001, 0.5);
    Optional<String> proving = section.optional("proof-judge-model");
    if (eps.isEmpty()) {
      if (delta.isPresent() || proving.isPresent()) {
        throw section.wrong(
            delta.isPresent() ? "delta" : "proof-judge-model",
            "only a threshold that is proved has one: give 'eps' too");
      }
      return new Manner.Cascade.Enough.Set(set.orElse(USUAL_THRESHOLD));
    }
    if (set.isPresent()) {
      throw section.wrong(
          "threshold", "with 'eps' the threshold is proved, not set: leave one out");
    }
    if (models.size() != 2) {
      throw section.wrong("eps", "a threshold is proved of two models, one beside the other");
    }
    double level = delta.orElse(loop.delta());
    ProvableRisk.check(section, "eps", eps.getAsDouble(), level, Cascade.STARTS.size());
    return new Manner.Cascade.Enough.Proved(
        eps.getAsDouble(), level, proving.map(model -> model(section, "proof-judge-model", model)));
  }

  private static Judge judge(Section section) {
    int samples = section.whole("samples", 3, 2, MOST_MODELS);
    Optional<String> by = section.optional("judge-model");
    return switch (section.choice("judge", JudgeKind.class, JudgeKind.CONFIDENCE)) {
      case CONFIDENCE -> new Judge.Confidence();
      case AGREEMENT -> new Judge.Agreement(samples);
      case VERDICT ->
          new Judge.Verdict(
              by.map(model -> model(section, "judge-model", model))
                  .orElseThrow(
                      () -> section.wrong("judge", "a verdict needs a judge-model that gives it")));
      case LEARNT -> new Judge.Learnt(exploration(section, true));
      case FORM -> new Judge.Form();
    };
  }

  private static Manner swarm(Section section, List<String> voters, Optional<String> boss) {
    boolean merges = section.choice("combine", Combining.class, Combining.VOTE) == Combining.MERGE;
    if (merges && boss.isEmpty()) {
      throw section.wrong("combine", "somebody must merge: give a boss");
    }
    OptionalDouble confidence = section.number("confidence", 0.5, 1);
    int needed = section.whole("needed", voters.size() / 2 + 1, 1, voters.size());
    Optional<String> judge = section.optional("judge-model");
    if (merges && judge.isPresent()) {
      throw section.wrong("judge-model", "what is merged is not counted, so nobody need be asked");
    }
    boolean weighs = section.truth("weigh", false);
    if (merges && weighs) {
      throw section.wrong("weigh", "what is merged is not counted, so nothing is weighed");
    }
    return new Manner.Swarm(
        voters,
        needed,
        confidence,
        boss,
        merges,
        judge.map(model -> model(section, "judge-model", model)),
        weighs);
  }

  private Manner route(Section section, List<String> models, MemberSections members) {
    if (models.size() < 2) {
      throw section.wrong("models", "there is nothing to choose: name two or more");
    }
    String fallback = section.text("default", models.getLast());
    if (!models.contains(fallback)) {
      throw section.wrong("default", "'" + fallback + "' is not one of its models");
    }
    return new Manner.Route(
        models,
        preference(section),
        new Manner.Route.Patience(
            section.number("max-first-token-seconds", 0.001, 3_600).orElse(Double.MAX_VALUE),
            section.number("max-seconds", 0.001, 3_600).orElse(Double.MAX_VALUE)),
        exploration(section, false),
        fallback,
        section.number("prior", 0.5, 0, 1),
        sizes(models, members));
  }

  private static Exploration exploration(Section section, boolean all) {
    return new Exploration(
        section.number("explore", 0.05, 0, 1),
        all,
        section.optional("judge-model").map(model -> model(section, "judge-model", model)));
  }

  /// The same model is as large however hard it thinks.
  private SortedMap<String, Double> sizes(List<String> models, MemberSections members) {
    SortedMap<String, Double> sizes = new TreeMap<>();
    for (String called : models) {
      Optional.ofNullable(facts.get(members.model(called)))
          .flatMap(it -> it.effectiveSize().stream().boxed().findFirst())
          .ifPresent(size -> sizes.put(called, size));
    }
    return sizes;
  }

  private static Preference preference(Section section) {
    OptionalDouble floor = section.number("floor", 0, 1);
    OptionalDouble budget = section.number("budget-usd", 0, 1_000_000);
    OptionalDouble lambda = section.number("lambda", 0, 1e9);
    if (Stream.of(floor, budget, lambda).filter(OptionalDouble::isPresent).count() > 1) {
      throw section.wrong(
          budget.isPresent() ? "budget-usd" : "lambda",
          "expected one of floor, budget-usd and lambda, not several");
    }
    if (budget.isPresent()) {
      return new Preference.Budget(budget.getAsDouble());
    }
    return lambda.isPresent()
        ? new Preference.Exchange(lambda.getAsDouble())
        : new Preference.QualityFloor(floor.orElse(0.9));
  }

  private static Optional<NamedPolicy.Schooling> schooling(Section section) {
    double share = section.number("teaching-share", 0.05, 0, 1);
    return section.truth("students", true)
        ? Optional.of(new NamedPolicy.Schooling(share))
        : Optional.empty();
  }

  private Optional<NamedPolicy.Caching> caching(Section section, Manner manner) {
    Duration age = Duration.ofMinutes(section.whole("cache-minutes", 60, 1, 10_080));
    boolean always = section.truth("cache-without-temperature", false);
    NamedPolicy.Similar similar = similar(section);
    return switch (section.choice("cache", Keeping.class, Keeping.NONE)) {
      case NONE -> Optional.empty();
      case EXACT -> Optional.of(new NamedPolicy.Caching(age, always, Optional.empty()));
      case SEMANTIC -> {
        if (!loop.encoder()) {
          throw section.wrong(
              "cache", "a semantic cache needs the sentence encoder: `encoder: true` in `loop`");
        }
        // What reaches the cascade would be chosen by the cache, and prove nothing of the rest.
        if (manner instanceof Manner.Cascade cascade
            && cascade.enough() instanceof Manner.Cascade.Enough.Proved) {
          throw section.wrong(
              "cache", "a semantic one and a threshold that is proved ('eps') do not go together");
        }
        ProvableRisk.check(
            section, "cache-eps", similar.eps(), similar.delta(), Recall.STARTS.size());
        yield Optional.of(new NamedPolicy.Caching(age, always, Optional.of(similar)));
      }
    };
  }

  private NamedPolicy.Similar similar(Section section) {
    Optional<String> judge = section.optional("cache-judge-model");
    return new NamedPolicy.Similar(
        section.number("cache-eps", loop.eps(), 0.0001, 0.5),
        section.number("cache-delta", loop.delta(), 0.000001, 0.5),
        section.whole("cache-entries", 10_000, 1, 100_000),
        judge.map(model -> model(section, "cache-judge-model", model)));
  }
}
