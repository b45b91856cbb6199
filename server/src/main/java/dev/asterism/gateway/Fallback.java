package dev.asterism.gateway;

import dev.asterism.provider.Circuit;
import dev.asterism.provider.Condition;
import dev.asterism.provider.Conditions;
import dev.asterism.provider.Endpoint;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Reply;
import dev.asterism.provider.RetryAfter;
import dev.asterism.provider.Standing;
import dev.asterism.provider.UpstreamException;
import dev.asterism.wire.CannotBeHad;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/// Asks the first of a model's providers that can answer, at the endpoint of it that can.
///
/// The next one is asked only while nothing of an answer has gone back, and only where the one
/// before could not answer: it was out of reach, busy or broken, or its API lacks what is asked.
/// What a provider refuses, or answers too late, is final: another would refuse it too, or cost as
/// much time again.
///
/// Waiting is the last resort: only when nobody could answer, those that may be asked again are,
/// after the shortest pause that one of them allows.
final class Fallback {

  /// How long a key that is over its limit is spared, where its provider does not say.
  private static final Duration SPARED = Duration.ofSeconds(1);

  private static final Duration LONGEST_SPARED = Duration.ofMinutes(1);

  private final Conditions conditions;
  private final Sessions sessions = new Sessions();
  private final DoubleSupplier coin;
  private final InstantSource clock;

  Fallback(Surroundings around) {
    this.conditions = around.upstream().conditions();
    this.coin = around.coin();
    this.clock = around.clock();
  }

  /// Begins a call at a provider.
  interface Call {
    Reply at(Provider provider) throws UpstreamException;
  }

  /// {@return the answer of the first that can give one, else the last one's failure}
  ///
  /// @param providers in the order to ask them, at least one
  Reply open(Attempts attempts, List<Provider> providers, Call call) throws UpstreamException {
    OptionalLong session = isChoice(providers) ? attempts.session() : OptionalLong.empty();
    Optional<Sessions.Seat> seat =
        session.isPresent() ? sessions.seat(session.getAsLong()) : Optional.empty();
    List<Provider> asked = seated(providers, seat);
    for (int round = 0; ; round++) {
      List<Trial> trials = new ArrayList<>();
      Optional<Reply> reply = first(attempts, asked, seat, call, trials);
      if (reply.isPresent()) {
        sit(attempts, session, seat);
        trials.forEach(Trial::forget);
        return reply.get();
      }
      Optional<Pause> pause = attempts.repeatable() ? pause(trials, round) : Optional.empty();
      if (pause.filter(p -> attempts.haveTimeFor(p.time(), p.provider())).isEmpty()) {
        return last(attempts, trials);
      }
      trials.forEach(Trial::forget);
      wait(pause.get().time());
      asked = repeatable(trials, round);
    }
  }

  /// Asks each provider at each of its endpoints; keeps those that could not answer in `trials`.
  private Optional<Reply> first(
      Attempts attempts,
      List<Provider> providers,
      Optional<Sessions.Seat> seat,
      Call call,
      List<Trial> trials)
      throws UpstreamException {
    for (Provider provider : providers) {
      Condition condition = conditions.of(provider);
      Set<URI> down = new HashSet<>();
      Optional<Endpoint> preferred =
          seat.filter(its -> its.isOf(provider)).map(Sessions.Seat::endpoint);
      boolean storm = false;
      for (Standing standing : condition.inOrder(preferred, System.nanoTime())) {
        boolean spared = standing.spared(System.nanoTime());
        if (down.contains(standing.endpoint().baseUrl()) || (spared && storm)) {
          continue;
        }
        // Where all keys are over their limits, one of them tells whether that has changed.
        storm |= spared;
        Optional<Reply> reply = ask(attempts, provider, standing, call, trials);
        if (reply.isPresent()) {
          attempts.answered(provider.at(standing.endpoint()), "");
          return reply;
        }
        if (!attempts.repeatable() && attempts.made() > 0) {
          return Optional.empty();
        }
        if (trials.getLast() instanceof Trial.Incapable) {
          break;
        }
        if (!trials.getLast().isOfTheKey()) {
          down.add(standing.endpoint().baseUrl());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isChoice(List<Provider> providers) {
    return providers.size() > 1 || !providers.getFirst().resilience().others().isEmpty();
  }

  /// {@return the same providers, the one that a conversation began with first}
  private static List<Provider> seated(List<Provider> providers, Optional<Sessions.Seat> seat) {
    if (seat.isEmpty()) {
      return providers;
    }
    List<Provider> order = new ArrayList<>(providers);
    order.sort(Comparator.comparing(provider -> !seat.get().isOf(provider)));
    return order;
  }

  /// Remembers where the conversation is now, and tells why there.
  private void sit(Attempts attempts, OptionalLong session, Optional<Sessions.Seat> before) {
    Provider provider = attempts.answeredBy().orElseThrow();
    Sessions.Seat now = new Sessions.Seat(provider.name(), provider.endpoint());
    attempts.answered(
        provider, before.map(its -> its.equals(now) ? "session" : "session moved").orElse("order"));
    if (session.isPresent() && !before.equals(Optional.of(now))) {
      sessions.sit(session.getAsLong(), now);
    }
  }

  private Optional<Reply> ask(
      Attempts attempts, Provider provider, Standing standing, Call call, List<Trial> trials)
      throws UpstreamException {
    Optional<Circuit.Permit> permit = standing.circuit().enter(System.nanoTime());
    if (permit.isEmpty()) {
      return note(attempts, new Trial.Spared(provider, circuitOpen(provider, standing)), trials);
    }
    boolean decided = false;
    try {
      Reply reply = call.at(attempts.inTime(provider.at(standing.endpoint())));
      attempts.asked();
      decided = true;
      return heard(attempts, provider, standing, permit.get(), reply, trials);
    } catch (CannotBeHad refusal) {
      return note(attempts, new Trial.Incapable(provider, refusal), trials);
    } catch (UpstreamException failure) {
      attempts.asked();
      if (isFault(failure)) {
        decided = true;
        permit.get().failed(System.nanoTime());
      }
      if (!Trial.BROKEN.contains(failure.code())) {
        trials.forEach(Trial::forget);
        throw failure;
      }
      return note(attempts, new Trial.Broken(provider, failure), trials);
    } finally {
      if (!decided) {
        permit.get().undecided();
      }
    }
  }

  private Optional<Reply> heard(
      Attempts attempts,
      Provider provider,
      Standing standing,
      Circuit.Permit permit,
      Reply reply,
      List<Trial> trials) {
    if (!Trial.UNABLE.contains(reply.status())) {
      permit.succeeded();
      return Optional.of(reply);
    }
    Optional<Duration> retryAfter = RetryAfter.of(reply.headers(), clock.instant());
    if (reply.status() == Trial.LIMITED) {
      // The provider itself is well.
      permit.succeeded();
      standing.spare(System.nanoTime() + spared(retryAfter).toNanos());
    } else {
      permit.failed(System.nanoTime());
    }
    return note(attempts, new Trial.Refused(provider, reply, retryAfter), trials);
  }

  private static Duration spared(Optional<Duration> asked) {
    return asked
        .map(time -> time.compareTo(LONGEST_SPARED) < 0 ? time : LONGEST_SPARED)
        .orElse(SPARED);
  }

  private static Optional<Reply> note(Attempts attempts, Trial trial, List<Trial> trials) {
    attempts.failed(trial.provider(), trial.code());
    if (trial.wasAsked()) {
      // The last answer may be the client's; those before it only hold connections.
      trials.forEach(Trial::forget);
    }
    trials.add(trial);
    return Optional.empty();
  }

  /// Whether the provider is to blame: one that has no connection left for us may be well.
  private static boolean isFault(UpstreamException failure) {
    return failure.code().equals("upstream_timeout")
        || (Trial.BROKEN.contains(failure.code()) && !failure.code().equals("upstream_busy"));
  }

  private static UpstreamException circuitOpen(Provider provider, Standing standing) {
    Duration left = standing.circuit().closedFor(System.nanoTime());
    return new UpstreamException(
        503,
        "provider_circuit_open",
        "The provider '%s' failed too often and is not asked for %d s; try again then."
            .formatted(provider.name(), left.plusMillis(999).toSeconds()),
        left.plusMillis(999));
  }

  /// What the client is told where nobody answered: rather what a provider said than that one was
  /// not asked, and rather that one may do it later than that another never will.
  private static Reply last(Attempts attempts, List<Trial> trials) throws UpstreamException {
    Trial told =
        latest(trials, Trial::wasAsked)
            .or(() -> latest(trials, trial -> trial instanceof Trial.Spared))
            .orElseGet(trials::getFirst);
    attempts.answered(told.provider(), "");
    return told.tell();
  }

  private static Optional<Trial> latest(List<Trial> trials, Predicate<Trial> wanted) {
    return trials.reversed().stream().filter(wanted).findFirst();
  }

  private record Pause(Provider provider, Duration time) {}

  /// {@return the shortest pause after which somebody may be asked again; empty where nobody may}
  private Optional<Pause> pause(List<Trial> trials, int round) {
    return trials.stream()
        .filter(Trial::repeatable)
        .flatMap(trial ->
            trial
                .provider()
                .resilience()
                .retries()
                .pause(round, trial.retryAfter(), coin.getAsDouble())
                .map(time -> new Pause(trial.provider(), time))
                .stream())
        .min(Comparator.comparing(Pause::time));
  }

  private static List<Provider> repeatable(List<Trial> trials, int round) {
    return trials.stream()
        .filter(Trial::repeatable)
        .map(Trial::provider)
        .distinct()
        .filter(provider -> round < provider.resilience().retries().most())
        .toList();
  }

  private static void wait(Duration pause) throws UpstreamException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UpstreamException(503, "shutting_down", "Asterism is being shut down.");
    }
  }
}
