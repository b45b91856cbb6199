package dev.asterism.gateway;

import dev.asterism.provider.Provider;
import dev.asterism.trace.Serving;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// What is done to have one answer from a provider: how long it may take, who was asked, and why.
final class Attempts {

  private static final int MOST_TOLD = 8;

  private final long begun = System.nanoTime();
  private final Optional<Duration> patience;
  private final List<String> failures = new ArrayList<>();
  private boolean repeatable = true;
  private boolean estimated;
  private String choice = "";
  private Optional<LongSupplier> session = Optional.empty();
  private int made;
  private Optional<Provider> answeredBy = Optional.empty();

  /// @param patience how long whoever asks can wait; empty where only providers' limits count
  Attempts(Optional<Duration> patience) {
    this.patience = patience;
  }

  /// {@return what is done to have one of several models answer the same request; where its
  /// conversation began is remembered for each model by itself}
  Attempts of(String model, Duration most) {
    Attempts own = new Attempts(Optional.of(most));
    own.session = session.map(name -> () -> 31 * name.getAsLong() + model.hashCode());
    return own;
  }

  /// {@return how long whoever asks still waits; empty where it does not say}
  Optional<Duration> left() {
    return patience.map(whole -> positive(whole.minus(elapsed())));
  }

  /// What is asked can be asked once only: another attempt might do it twice.
  void once() {
    repeatable = false;
  }

  boolean repeatable() {
    return repeatable;
  }

  /// {@return the provider, with no more time than is left}
  Provider inTime(Provider provider) {
    return patience
        .map(whole -> provider.within(positive(whole.minus(elapsed()))))
        .orElse(provider);
  }

  /// {@return whether so long a pause would leave time for an answer}
  boolean haveTimeFor(Duration pause, Provider provider) {
    Duration silence = provider.patience().silence();
    Duration most = patience.filter(whole -> whole.compareTo(silence) < 0).orElse(silence);
    return elapsed().plus(pause).compareTo(most) < 0;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static Duration positive(Duration left) {
    return left.toMillis() > 0 ? left : Duration.ofMillis(1);
  }

  /// A provider was asked, whatever came of it.
  void asked() {
    made++;
  }

  void failed(Provider provider, String code) {
    if (failures.size() < MOST_TOLD) {
      failures.add(provider.name() + " " + code);
    }
  }

  /// @param how why this one: `order`, `session` or `session moved`
  void answered(Provider provider, String how) {
    answeredBy = Optional.of(provider);
    choice = how;
  }

  /// Says to which conversation the request belongs.
  void of(LongSupplier conversation) {
    session = Optional.of(conversation);
  }

  /// {@return the name of its conversation; reads all of a prompt, so only where there is a choice}
  OptionalLong session() {
    return session.isEmpty() ? OptionalLong.empty() : OptionalLong.of(session.get().getAsLong());
  }

  /// {@return how often a provider was asked}
  int made() {
    return made;
  }

  /// {@return the provider whose answer, be it a refusal, is the client's}
  Optional<Provider> answeredBy() {
    return answeredBy;
  }

  /// Remembers that the answer's usage is a guess.
  void usageEstimated() {
    estimated = true;
  }

  /// {@return all of it, for the trace}
  Serving serving() {
    String after = failures.isEmpty() ? "" : "after " + String.join(", ", failures);
    String reason = choice + (choice.isEmpty() || after.isEmpty() ? "" : "; ") + after;
    return new Serving(answeredBy.map(Provider::name), made, reason, estimated);
  }
}
