package dev.asterism.perform;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Price;
import dev.asterism.cost.Usd;
import dev.asterism.policy.Equivalence;
import dev.asterism.trace.Call;
import dev.asterism.trace.Comparison;
import dev.asterism.trace.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The course that one answer took: every call with what it cost, and in words what became of it.
public final class Course {

  private static final int MOST_WORDS = 600;

  private final Function<String, Optional<Price>> prices;
  private final List<Booking> bookings = new CopyOnWriteArrayList<>();
  private final List<String> remarks = new CopyOnWriteArrayList<>();
  private final Optional<Course> whole;
  private final AtomicLong waited = new AtomicLong();
  private volatile Optional<String> given = Optional.empty();
  private volatile Optional<Glance> glance = Optional.empty();
  private volatile Optional<Trial> trial = Optional.empty();
  private volatile Lookup lookup = Lookup.NONE;

  /// What a policy's cache was good for.
  public enum Lookup {
    /// The policy has none, or this request is not to be kept.
    NONE,
    /// The very same request was answered before.
    SAME,
    /// A similar one was.
    SIMILAR,
    /// A similar one was, and the policy answered all the same, so that the two can be compared.
    CHECKED,
    /// The policy had to answer.
    MISSED
  }

  /// @param prices of the policy's members, where they are known
  Course(Function<String, Optional<Price>> prices) {
    this(prices, Optional.empty());
  }

  private Course(Function<String, Optional<Price>> prices, Optional<Course> whole) {
    this.prices = prices;
    this.whole = whole;
  }

  /// {@return the course of one part of this answer: its calls are booked here too, its words and
  /// its waiting are its own}
  Course part() {
    return new Course(prices, Optional.of(this));
  }

  /// One call while it is made.
  public final class Booking {

    private final String model;
    private final Call.Part part;
    private final long begun = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private Usage usage = Usage.NONE;
    private boolean estimated;
    private long micros;
    private boolean over;
    private boolean cancelled;
    private String outcome = "";
    private Optional<String> meaning = Optional.empty();
    private OptionalLong firstMicros = OptionalLong.empty();
    private Optional<Draft> draft = Optional.empty();

    private Booking(String model, Call.Part part) {
      this.model = model;
      this.part = part;
    }

    String model() {
      return model;
    }

    /// Books what a call took; the first who says so is right.
    ///
    /// @param guess whether nobody reported it
    public void took(Usage tokens, boolean guess) {
      lock.lock();
      try {
        if (!over) {
          over = true;
          usage = tokens;
          estimated = guess;
          micros = (System.nanoTime() - begun) / 1_000;
        }
      } finally {
        lock.unlock();
      }
    }

    /// Says that its answer has begun to come; only the first word counts.
    public void began() {
      lock.lock();
      try {
        if (firstMicros.isEmpty()) {
          firstMicros = OptionalLong.of((System.nanoTime() - begun) / 1_000);
        }
      } finally {
        lock.unlock();
      }
    }

    /// Says what became of the call.
    void became(String words) {
      lock.lock();
      try {
        outcome = cancelled ? outcome : words;
      } finally {
        lock.unlock();
      }
    }

    /// Gives the call up; nothing is said of it after that.
    ///
    /// @param asked what is known of its usage
    void cancel(Usage asked) {
      lock.lock();
      try {
        outcome = over ? "not needed" : "cancelled";
        cancelled = true;
      } finally {
        lock.unlock();
      }
      took(asked, true);
    }

    private boolean isOpen() {
      lock.lock();
      try {
        return !over;
      } finally {
        lock.unlock();
      }
    }

    void meant(String answer) {
      lock.lock();
      try {
        meaning = Optional.of(answer);
      } finally {
        lock.unlock();
      }
    }

    /// Keeps what its answer says, so that it can be learnt from.
    void drafted(Draft said) {
      lock.lock();
      try {
        draft = Optional.of(said);
      } finally {
        lock.unlock();
      }
    }

    private Call call() {
      lock.lock();
      try {
        return new Call(
            model,
            part,
            usage,
            estimated,
            cost(model, usage),
            over ? micros : (System.nanoTime() - begun) / 1_000,
            firstMicros,
            outcome,
            given.isPresent() ? meaning.map(given.get()::equals) : Optional.empty(),
            draft);
      } finally {
        lock.unlock();
      }
    }
  }

  Booking begin(String model, Call.Part part) {
    Booking booking = new Booking(model, part);
    enter(booking);
    return booking;
  }

  private void enter(Booking booking) {
    bookings.add(booking);
    whole.ifPresent(course -> course.enter(booking));
  }

  /// Says what became of the newest call.
  void became(String words) {
    if (!bookings.isEmpty()) {
      bookings.getLast().became(words);
    }
  }

  /// Gives up the calls that are not over.
  ///
  /// @param asked what is known of the usage of each
  void cancel(Usage asked) {
    bookings.stream().filter(Booking::isOpen).forEach(booking -> booking.cancel(asked));
  }

  /// Adds to what a client and a trace are told.
  void say(String remark) {
    remarks.add(remark);
  }

  /// Counts time in which nothing could be done but wait for models.
  void waited(long nanos) {
    waited.addAndGet(nanos);
  }

  /// {@return the time in which nothing could be done but wait for models}
  public long waitedNanos() {
    return waited.get();
  }

  /// Remembers what was answered, so that each call's answer can be held against it.
  void gave(String meaning) {
    given = Optional.of(meaning);
  }

  /// Hears what was answered, where it was handed on while it came.
  public void hears(String answer) {
    if (given.isEmpty()) {
      gave(Equivalence.of(answer));
    }
  }

  /// Remembers a draft that is to be held against the answer.
  void tries(Trial draft) {
    trial = Optional.of(draft);
  }

  /// {@return how a draft compares with the answer; empty where there is none to be compared}
  public Optional<Comparison> comparison() {
    return given.flatMap(answer -> trial.map(draft -> draft.compared(draft.means(answer))));
  }

  /// Takes out a draft that was answered otherwise, so that its judge can be asked about it; empty
  /// where there is none, or nobody to ask.
  public Optional<Trial> takeToJudge() {
    Optional<Trial> taken =
        given.flatMap(
            answer -> trial.filter(draft -> draft.judge().isPresent() && !draft.means(answer)));
    if (taken.isPresent()) {
      trial = Optional.empty();
    }
    return taken;
  }

  /// Remembers what the policy's cache was good for.
  void lookedUp(Lookup what, Optional<Glance> seen) {
    lookup = what;
    glance = seen;
  }

  /// {@return what the policy's cache was good for}
  public Lookup lookup() {
    return lookup;
  }

  /// {@return what a semantic cache made of the request, where it did not answer it}
  public Optional<Glance> glance() {
    return glance;
  }

  /// {@return every call, in the order in which they began}
  public List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    bookings.forEach(booking -> calls.add(booking.call()));
    return calls;
  }

  /// {@return what all calls took}
  public Usage usage() {
    return calls().stream().map(Call::usage).reduce(Usage.NONE, Usage::plus);
  }

  /// {@return what all calls cost}
  public Usd cost() {
    return calls().stream().map(Call::cost).reduce(Usd.ZERO, Usd::plus);
  }

  /// {@return whether the usage of any call is a guess}
  public boolean estimated() {
    return calls().stream().anyMatch(Call::usageEstimated);
  }

  /// {@return what a model would take for so many tokens; zero where its price is not known}
  Usd cost(String model, Usage usage) {
    return price(model).map(price -> price.of(usage)).orElse(Usd.ZERO);
  }

  Optional<Price> price(String model) {
    return prices.apply(model);
  }

  /// {@return a share as headers and traces tell it, such as `0.41`}
  static String share(double share) {
    return String.format(Locale.ROOT, "%.2f", share);
  }

  /// {@return the whole course in words, such as `small rejected 0.41 < 0.63, big accepted`}
  public String words() {
    String all = remarks.stream().collect(Collectors.joining(", "));
    return all.length() <= MOST_WORDS ? all : all.substring(0, MOST_WORDS) + "...";
  }
}
