package dev.asterism.perform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A policy that clients ask by its name, as if it were a model.
///
/// @param name without the prefix
/// @param thinking those of its members who are told how hard to think
/// @param patience how long a model may take that others can stand in for
/// @param caching how long an answer is given again to the same request; empty for never
/// @param schooling what its traffic has to do with students; empty where nothing
public record NamedPolicy(
    String name,
    Manner manner,
    List<Member> thinking,
    Duration patience,
    Optional<Caching> caching,
    Optional<Schooling> schooling) {

  public NamedPolicy {
    thinking = List.copyOf(thinking);
  }

  /// What the names of policies begin with where models are named.
  public static final String PREFIX = "asterism/";

  /// Follows the default policy.
  public static final String AUTO = "auto";

  /// What is kept of answers.
  ///
  /// @param age how long
  /// @param always also for requests that leave the temperature to the model, whose answers vary
  /// @param similar whether they may be given to similar questions too; empty for the same alone
  public record Caching(Duration age, boolean always, Optional<Similar> similar) {}

  /// When answers may be given to similar questions.
  ///
  /// @param eps the share of such answers that may differ from the policy's own
  /// @param delta the probability allowed that more of them do all the same
  /// @param entries answers kept at most
  /// @param judge a model that says whether answers in other words are as good; empty where none is
  public record Similar(double eps, double delta, int entries, Optional<String> judge) {}

  /// What a policy's traffic has to do with the students of the model that it stands for: they
  /// answer it where one is live, and what that model answered teaches them.
  ///
  /// @param share of the requests of a task without a live student that are put to that model too,
  ///   drawn by a coin: what it is asked otherwise was chosen by the policy, and proves nothing
  public record Schooling(double share) {

    public Schooling {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("a share is in [0, 1]");
      }
    }
  }

  /// {@return the same, performed otherwise}
  NamedPolicy in(Manner other) {
    return new NamedPolicy(name, other, thinking, patience, caching, schooling);
  }

  /// {@return its member of a name}
  public Member member(String called) {
    return thinking.stream()
        .filter(member -> member.name().equals(called))
        .findFirst()
        .orElseGet(() -> new Member(called, Optional.empty()));
  }

  /// {@return the model whose students answer for it; empty where none do}
  ///
  /// What a model says when it is told how hard to think is not what it says of itself, from which
  /// its students learnt.
  public Optional<String> teacher() {
    return schooling
        .flatMap(_ -> manner.standsFor())
        .filter(called -> member(called).effort().isEmpty());
  }

  /// {@return the share of a task's requests that its teacher answers whatever they ask}
  public double fairShare() {
    return manner.isOneModels() ? 1 : schooling.map(Schooling::share).orElse(0.0);
  }

  /// {@return whether a model's name is that of a policy}
  public static boolean isNamedBy(String model) {
    return model.startsWith(PREFIX);
  }

  /// {@return the name by which clients ask for it}
  public String model() {
    return PREFIX + name;
  }
}
