package dev.asterism.gateway;

import dev.asterism.provider.Provider;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import dev.asterism.wire.CannotBeHad;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How it went to ask one provider that could not answer.
sealed interface Trial {

  /// The status of a key that is over its limit.
  int LIMITED = 429;

  /// Statuses that say that a provider cannot answer now; what it refuses for good is an answer.
  Set<Integer> UNABLE = Set.of(LIMITED, 500, 502, 503, 504, 529);

  /// Codes of failures that another provider may not have.
  Set<String> BROKEN =
      Set.of("upstream_unreachable", "upstream_busy", "upstream_cut_off", "upstream_invalid");

  Provider provider();

  /// {@return the status or the code that says what was wrong}
  String code();

  /// {@return whether the same provider may be asked the same again: it said that it did nothing,
  /// or never had the request. One that broke off or took too long may have done the work, and
  /// would be paid twice}
  boolean repeatable();

  /// {@return whether the limit of one key is to blame, and another key may do}
  default boolean isOfTheKey() {
    return this instanceof Refused refused && refused.reply().status() == LIMITED;
  }

  /// {@return when it said to come back}
  default Optional<Duration> retryAfter() {
    return Optional.empty();
  }

  /// It said so itself.
  record Refused(Provider provider, Reply reply, Optional<Duration> retryAfter) implements Trial {

    @Override
    public String code() {
      return Integer.toString(reply.status());
    }

    @Override
    public boolean repeatable() {
      return reply.status() != 504;
    }
  }

  /// It was out of reach, busy or broken.
  record Broken(Provider provider, UpstreamException failure) implements Trial {

    @Override
    public String code() {
      return failure.code();
    }

    @Override
    public boolean repeatable() {
      return code().equals("upstream_unreachable");
    }
  }

  /// It was not asked at all: it failed too often.
  record Spared(Provider provider, UpstreamException failure) implements Trial {

    @Override
    public String code() {
      return failure.code();
    }

    @Override
    public boolean repeatable() {
      return false;
    }
  }

  /// It was not asked at all: its API lacks a field of the request.
  record Incapable(Provider provider, CannotBeHad refusal) implements Trial {

    private static final int LONGEST_NAME = 60;

    @Override
    public String code() {
      String field = refusal.parameter().orElse("it");
      return "lacks " + field.substring(0, Math.min(field.length(), LONGEST_NAME));
    }

    @Override
    public boolean repeatable() {
      return false;
    }
  }

  /// {@return whether it was asked}
  default boolean wasAsked() {
    return switch (this) {
      case Refused _, Broken _ -> true;
      case Spared _, Incapable _ -> false;
    };
  }

  /// {@return its answer, for the client}
  ///
  /// @throws UpstreamException where it gave none
  default Reply tell() throws UpstreamException {
    return switch (this) {
      case Refused refused -> refused.reply();
      case Broken broken -> throw broken.failure();
      case Spared spared -> throw spared.failure();
      case Incapable incapable -> throw incapable.refusal();
    };
  }

  /// Lets go of its answer.
  default void forget() {
    if (this instanceof Refused refused) {
      refused.reply().close();
    }
  }
}
