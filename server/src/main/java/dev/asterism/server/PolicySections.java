package dev.asterism.server;

import dev.asterism.perform.Judge;
import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.policy.Route.Preference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Reads the policies that clients can name.
final class PolicySections {

  private static final int MOST_MODELS = 20;

  private PolicySections() {}

  /// The kinds of policies.
  private enum Kind {
    DIRECT,
    CASCADE,
    SWARM,
    FAILOVER,
    ROUTE
  }

  private enum JudgeKind {
    CONFIDENCE,
    AGREEMENT,
    VERDICT,
    FORM
  }

  private enum Combining {
    VOTE,
    MERGE
  }

  private enum Keeping {
    NONE,
    EXACT
  }

  static List<NamedPolicy> read(List<Section> sections) {
    List<NamedPolicy> policies = new ArrayList<>();
    for (Section section : sections) {
      NamedPolicy policy = policy(section);
      if (policies.stream().anyMatch(other -> other.name().equals(policy.name()))) {
        throw section.wrong("name", "another policy is called '" + policy.name() + "' too");
      }
      policies.add(policy);
    }
    return policies;
  }

  private static NamedPolicy policy(Section section) {
    String name = section.required("name", "a short name such as support");
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw section.wrong("name", "expected up to 64 letters, digits, '.', '_' and '-'");
    }
    Kind kind = section.choice("kind", Kind.class, Kind.CASCADE);
    MemberSections members = new MemberSections(section);
    List<String> models = members.names("models", kind == Kind.SWARM);
    Manner manner =
        switch (kind) {
          case DIRECT -> new Manner.Direct(models.getFirst());
          case CASCADE ->
              new Manner.Cascade(
                  distinct(section, models),
                  judge(section),
                  section.number("threshold", 0.8, 0, 1));
          case SWARM -> swarm(section, models, members.name("boss"));
          case ROUTE -> route(section, distinct(section, models));
          case FAILOVER -> new Manner.Failover(distinct(section, models));
        };
    NamedPolicy policy =
        new NamedPolicy(
            name,
            manner,
            members.thinking(),
            Duration.ofSeconds(section.whole("patience-seconds", 60, 1, 3_600)),
            caching(section),
            schooling(section));
    section.finish();
    return policy;
  }

  private static List<String> distinct(Section section, List<String> models) {
    if (models.stream().distinct().count() < models.size()) {
      throw section.wrong("models", "expected every model once");
    }
    return models;
  }

  private static Judge judge(Section section) {
    int samples = section.whole("samples", 3, 2, MOST_MODELS);
    Optional<String> by = section.optional("judge-model");
    return switch (section.choice("judge", JudgeKind.class, JudgeKind.CONFIDENCE)) {
      case CONFIDENCE -> new Judge.Confidence();
      case AGREEMENT -> new Judge.Agreement(samples);
      case VERDICT ->
          new Judge.Verdict(
              by.orElseThrow(
                  () -> section.wrong("judge", "a verdict needs a judge-model that gives it")));
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
    return new Manner.Swarm(voters, needed, confidence, boss, merges);
  }

  private static Manner route(Section section, List<String> models) {
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
        new Manner.Route.Limits(
            section.number("max-first-token-seconds", 0.001, 3_600).orElse(Double.MAX_VALUE),
            section.number("max-seconds", 0.001, 3_600).orElse(Double.MAX_VALUE)),
        section.number("explore", 0.05, 0, 1),
        fallback,
        section.number("prior", 0.5, 0, 1),
        section.optional("judge-model"));
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

  private static Optional<NamedPolicy.Caching> caching(Section section) {
    int minutes = section.whole("cache-minutes", 60, 1, 10_080);
    boolean always = section.truth("cache-without-temperature", false);
    return section.choice("cache", Keeping.class, Keeping.NONE) == Keeping.EXACT
        ? Optional.of(new NamedPolicy.Caching(Duration.ofMinutes(minutes), always))
        : Optional.empty();
  }
}
