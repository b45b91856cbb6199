package dev.asterism.perform;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asterism.provider.UpstreamException;
import java.util.Optional;
import java.util.OptionalDouble;

/// Performs a cascade by the threshold that holds for a request: the one that its client demands,
/// that is configured, or that is proved.
final class Calibrating {

  private static final double NEVER = Math.nextUp(1.0);

  private final Asking asking;
  private final NamedPolicy policy;
  private final Manner.Cascade cascade;
  private final Standings standings;
  private final Optional<Scoring> scoring;

  Calibrating(Asking asking, NamedPolicy policy, Manner.Cascade cascade, Standings standings) {
    this.asking = asking;
    this.policy = policy;
    this.cascade = cascade;
    this.standings = standings;
    this.scoring =
        cascade.judge() instanceof Judge.Learnt
            ? asking.experience().scoring(policy.name(), asking.form().question())
            : Optional.empty();
  }

  /// {@return the digest of all that the proof of a policy's threshold is about; of a judge that
  /// learnt, who learnt and all that it learnt from}
  private String scope() {
    byte[] name = policy.in(cascade.ofAnyExploration()).toString().getBytes(UTF_8);
    return scoring
        .map(it -> Digest.of(name, it.lessons().getBytes(UTF_8)))
        .orElseGet(() -> Digest.of(name));
  }

  /// @param coin in [0, 1), drawn without a look at the request
  Given play(double coin) throws UpstreamException {
    if (asking.demands().quality().isPresent()) {
      return until(asking.demands().quality().getAsDouble()).play();
    }
    return switch (cascade.enough()) {
      case Manner.Cascade.Enough.Set(double threshold) -> until(threshold).play();
      case Manner.Cascade.Enough.Searched(double lambda) ->
          cascading(new Cascading.Rule.Worth(lambda)).play();
      case Manner.Cascade.Enough.Proved proved -> proved(coin, proved.judge());
    };
  }

  private Cascading until(double threshold) {
    return cascading(new Cascading.Rule.From(threshold));
  }

  private Cascading cascading(Cascading.Rule rule) {
    return new Cascading(asking, cascade, scoring, rule);
  }

  private boolean canJudge() {
    return !(cascade.judge() instanceof Judge.Learnt)
        || scoring.filter(it -> it.knows(cascade.models().getFirst())).isPresent();
  }

  /// Who demands something of its own may not get what others get, so it shows nothing of them.
  private Given proved(double coin, Optional<String> judge) throws UpstreamException {
    if (!canJudge()) {
      return until(NEVER).fromTheLast();
    }
    String scope = scope();
    Standings.Standing standing = standings.of(scope);
    OptionalDouble threshold = standing.recall().threshold();
    if (coin < standing.recall().checking() && asking.demands().equals(Demands.NONE)) {
      return until(threshold.orElse(NEVER))
          .check((quality, draft) ->
              new Trial(policy, scope, standing.attempt(), quality, draft, threshold, judge));
    }
    return threshold.isPresent()
        ? until(threshold.getAsDouble()).play()
        : until(NEVER).fromTheLast();
  }
}
