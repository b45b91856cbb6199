package dev.asterism.perform;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.provider.Asker;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Call;
import dev.asterism.wire.BadRequest;
import dev.asterism.wire.ChatDraft;
import dev.asterism.wire.dialect.Api;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// One request being put to models: within its time and its money, every call booked.
final class Asking {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int FINE = 200;
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;

  /// Of who may ask, what there is, when, and how often: a request without the question for tokens'
  /// probabilities would be refused just so.
  private static final Set<Integer> NOT_OF_THE_REQUEST = Set.of(401, 404, 408, 429);

  private static final String UNSUPPORTED = "unsupported";

  private final Members members;
  private final Experience experience;
  private final Form form;
  private final NamedPolicy policy;
  private final Demands demands;
  private final Course course;
  private final Company.Seat place;
  private final long begun = System.nanoTime();
  private final Duration whole;

  /// @param experience what was learnt of models
  /// @param client who waits, and may leave
  /// @param patience of the client; empty where only models' limits count
  Asking(
      Members members,
      Experience experience,
      Form form,
      NamedPolicy policy,
      Demands demands,
      Course course,
      Asker client,
      Optional<Duration> patience) {
    this(members, experience, form, policy, demands, course, new Company(client).seat(), patience);
  }

  private Asking(
      Members members,
      Experience experience,
      Form form,
      NamedPolicy policy,
      Demands demands,
      Course course,
      Company.Seat place,
      Optional<Duration> patience) {
    this.members = members;
    this.experience = experience;
    this.form = form;
    this.policy = policy;
    this.demands = demands;
    this.course = course;
    this.place = place;
    this.whole = shorter(patience.orElse(LONGEST), demands.latency().orElse(LONGEST));
  }

  Experience experience() {
    return experience;
  }

  Form form() {
    return form;
  }

  Course course() {
    return course;
  }

  NamedPolicy policy() {
    return policy;
  }

  Demands demands() {
    return demands;
  }

  /// {@return a place for a call, or for several that are given up together}
  Company.Seat seat() {
    return place.seat();
  }

  /// {@return another request, of our own, put to models for the sake of this one}
  ///
  /// @param under whose policy; empty for the same
  /// @param part its course
  /// @param seat which all its calls leave with
  Asking within(
      Form other, Optional<NamedPolicy> under, Course part, Company.Seat seat, Duration most) {
    Optional<Usd> rest = demands.cost().map(cost -> cost.minus(course.cost()));
    return new Asking(
        members,
        experience,
        other,
        under.orElse(policy),
        new Demands(OptionalDouble.empty(), rest, Optional.empty()),
        part,
        seat,
        Optional.of(shorter(most, left())));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// {@return the time that is left for all that is still to be asked}
  Duration left() {
    return whole.minusNanos(System.nanoTime() - begun);
  }

  boolean hasTime() {
    return left().toMillis() > 0;
  }

  /// Hands over what another thread brings.
  interface Handing<T> {
    T take() throws InterruptedException;
  }

  /// {@return what another thread brings; until then there is nothing to do but wait}
  ///
  /// @throws UpstreamException if the server stops
  <T> T await(Handing<T> handing) throws UpstreamException {
    long asked = System.nanoTime();
    try {
      return handing.take();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UpstreamException(503, "shutting_down", "Asterism is being shut down.");
    } finally {
      course.waited(System.nanoTime() - asked);
    }
  }

  /// {@return whether a model can be asked without passing what the client pays at most, as far as
  /// it can be foreseen; a model without a price may cost anything}
  boolean affords(String model) {
    return affords(List.of(model));
  }

  /// {@return the same of asking several side by side}
  boolean affords(List<String> models) {
    Optional<Usd> most = demands.cost();
    if (most.isEmpty()) {
      return true;
    }
    Usd cost = course.cost();
    for (String model : models) {
      if (course.price(model).isEmpty()) {
        return false;
      }
      cost = cost.plus(course.cost(model, foreseen(model)));
    }
    return cost.compareTo(most.get()) <= 0;
  }

  /// {@return the usage that asking a model is expected to take}
  ///
  /// One that was never asked is thought to write as much as the others do, lest it look dearer
  /// than they for that alone.
  Usage foreseen(String model) {
    OptionalDouble own = written(Stream.of(model));
    return form.expected(own.isPresent() ? own : written(policy.manner().models().stream()));
  }

  private OptionalDouble written(Stream<String> models) {
    return models
        .flatMap(model -> experience.habit(model).stream())
        .mapToDouble(Habit::outputTokens)
        .average();
  }

  /// {@return the request as a member is asked it, to be answered as the client wants it}
  byte[] asked(String member) {
    return formFor(member).asked(policy.member(member).model());
  }

  /// {@return the same with what others drafted; empty where answers cannot be merged}
  Optional<byte[]> merging(String member, List<String> drafts) {
    return formFor(member).merging(policy.member(member).model(), drafts);
  }

  private Form formFor(String member) {
    return policy.member(member).effort().map(form::thinking).orElse(form);
  }

  /// {@return what came of asking a model for a whole answer}
  ///
  /// @throws UpstreamException if the client left
  Heard whole(String model, Call.Part part, Shape shape) throws UpstreamException {
    long asked = System.nanoTime();
    Heard heard = whole(model, course.begin(model, part), shape, seat());
    course.waited(System.nanoTime() - asked);
    return checked(heard);
  }

  /// {@return what came of asking a model for a whole answer, told how likely it found its tokens
  /// where that can be asked of it}
  ///
  /// @throws UpstreamException if the client left
  Heard draft(String model, Call.Part part) throws UpstreamException {
    Heard heard = whole(model, part, Shape.WEIGHED);
    return cannotTell(heard) ? whole(model, part, Shape.PLAIN) : heard;
  }

  private static boolean cannotTell(Heard heard) {
    return switch (heard) {
      case Heard.Answer _ -> false;
      case Heard.Refusal refusal -> isOfTheRequest(refusal.whole().status());
      case Heard.Loss(_, var failure) -> failure.code().equals(UNSUPPORTED);
    };
  }

  private static boolean isOfTheRequest(int status) {
    return status >= BAD_REQUEST && status < SERVER_ERROR && !NOT_OF_THE_REQUEST.contains(status);
  }

  /// How a model is asked for a whole answer.
  enum Shape {
    PLAIN,
    /// Told how likely each token was.
    WEIGHED,
    /// Asked again, for another answer.
    SAMPLED
  }

  static Heard checked(Heard heard) throws UpstreamException {
    if (heard instanceof Heard.Loss(_, var failure)
        && failure.code().equals(UpstreamException.CLIENT_GONE)) {
      throw failure;
    }
    return heard;
  }

  /// Asks for one answer of a round, which others may make needless.
  Heard whole(String member, Course.Booking booking, Shape shape, Asker seat) {
    String model = policy.member(member).model();
    Form own = formFor(member);
    try {
      Form.Put put =
          switch (shape) {
            case PLAIN -> new Form.Put(own.api(), own.whole(model));
            case WEIGHED -> own.weighed(model);
            case SAMPLED -> new Form.Put(own.api(), own.sampled(model));
          };
      Members.Opened opened =
          members.open(model, put.api(), put.body(), seat, shorter(policy.patience(), left()));
      return read(model, opened, booking, shape == Shape.WEIGHED);
    } catch (UpstreamException failure) {
      return lost(booking, failure);
    } catch (BadRequest mistake) {
      return lost(booking, unsupported(mistake));
    }
  }

  private static Heard lost(Course.Booking booking, UpstreamException failure) {
    booking.took(Usage.NONE, false);
    booking.became(failure.code());
    return new Heard.Loss(booking, failure);
  }

  private static UpstreamException unsupported(BadRequest mistake) {
    return new UpstreamException(BAD_REQUEST, UNSUPPORTED, String.valueOf(mistake.getMessage()));
  }

  private Heard read(String model, Members.Opened opened, Course.Booking booking, boolean weighed)
      throws UpstreamException {
    try (Reply reply = opened.reply()) {
      byte[] body = reply.body();
      Optional<Said> said = reply.status() == FINE ? form.hear(body, weighed) : Optional.empty();
      Optional<Usage> reported = reply.usage().or(() -> said.flatMap(Said::usage));
      Usage usage = reported.or(() -> said.map(it -> form.rough(it.text()))).orElse(Usage.NONE);
      booking.took(usage, reported.isEmpty() && said.isPresent());
      Given.Whole given =
          new Given.Whole(
              model,
              reply.status(),
              reply.headers(),
              body,
              reply.emulated(),
              Optional.of(opened.serving()),
              usage);
      if (said.isEmpty()) {
        String why =
            reply.status() == FINE ? "answered nonsense" : "refused (" + reply.status() + ")";
        booking.became(why);
        return new Heard.Refusal(booking, given, why);
      }
      booking.meant(said.get().meaning());
      return new Heard.Answer(booking, given, said.get(), weighed);
    }
  }

  /// What came of asking a model whose answer is given unjudged.
  sealed interface Last {

    record Answered(Given given) implements Last {}

    record Failed(Heard heard) implements Last {}
  }

  /// Asks a model whose answer is given unjudged, as a stream where the client wants one.
  ///
  /// @param body as the client asked it
  /// @param others whether somebody could still stand in for it, so that it is not waited for long
  Last last(String member, Call.Part part, byte[] body, boolean others) throws UpstreamException {
    String model = policy.member(member).model();
    Course.Booking booking = course.begin(member, part);
    Duration most = others ? shorter(policy.patience(), left()) : left();
    long asked = System.nanoTime();
    try {
      Members.Opened opened = members.open(model, form.api(), body, seat(), most);
      if (opened.reply().status() == FINE && opened.reply().isEvents()) {
        booking.became("accepted");
        return new Last.Answered(
            new Given.Coming(model, opened.reply(), booking, Optional.of(opened.serving())));
      }
      return switch (read(model, opened, booking, false)) {
        case Heard.Answer answer -> {
          booking.became("accepted");
          yield new Last.Answered(give(answer));
        }
        case Heard.Refusal refusal -> new Last.Failed(refusal);
        case Heard.Loss loss -> new Last.Failed(loss);
      };
    } catch (UpstreamException failure) {
      return new Last.Failed(checked(lost(booking, failure)));
    } catch (BadRequest mistake) {
      return new Last.Failed(lost(booking, unsupported(mistake)));
    } finally {
      course.waited(System.nanoTime() - asked);
    }
  }

  /// {@return a whole answer as the client gets it, but for a stream: in one piece}
  Given.Whole give(Heard.Answer answer) {
    course.gave(answer.said().meaning());
    return answer.whole().with(form.told(answer.whole().body(), answer.weighed()));
  }

  /// {@return another model's verdict on an answer, in [0, 1]; empty where it gave none}
  Optional<Double> verdict(String judge, byte[] body) throws UpstreamException {
    return opinion(judge, body, Verdict::read, verdict -> "verdict " + Course.share(verdict));
  }

  /// {@return which of so many answers say the same to another model; empty where it does not tell}
  Optional<Grouping> grouping(String judge, byte[] body, int answers) throws UpstreamException {
    return opinion(
        judge,
        body,
        text -> Grouping.read(text, answers),
        it -> "%d meanings in %d answers".formatted(it.groups().size(), answers));
  }

  /// @param reading of what the judge says; empty where that is no opinion
  /// @param words that tell it in a trace
  private <T> Optional<T> opinion(
      String judge, byte[] body, Function<String, Optional<T>> reading, Function<T, String> words)
      throws UpstreamException {
    Course.Booking booking = course.begin(judge, Call.Part.JUDGE);
    long asked = System.nanoTime();
    try {
      Members.Opened opened =
          members.open(judge, Api.CHAT, body, seat(), shorter(policy.patience(), left()));
      try (Reply reply = opened.reply()) {
        Optional<ChatDraft> said =
            reply.status() == FINE ? ChatDraft.of(reply.body()) : Optional.empty();
        booking.took(said.flatMap(ChatDraft::usage).orElse(Usage.NONE), false);
        Optional<T> opinion = said.flatMap(draft -> reading.apply(draft.text()));
        booking.became(opinion.map(words).orElse("no verdict"));
        return opinion;
      }
    } catch (UpstreamException failure) {
      checked(lost(booking, failure));
      return Optional.empty();
    } catch (BadRequest mistake) {
      lost(booking, unsupported(mistake));
      return Optional.empty();
    } finally {
      course.waited(System.nanoTime() - asked);
    }
  }

  /// {@return the failure to tell where nobody gave an answer: what the last one said, or why}
  Given nobody(List<Heard> failed) throws UpstreamException {
    if (failed.isEmpty()) {
      throw hasTime()
          ? new UpstreamException(
              400,
              "budget_too_small",
              "No model of '%s' can be expected to answer for at most $%s (%s)."
                  .formatted(
                      policy.model(), demands.cost().map(Usd::toString).orElse("0"), Demands.COST))
          : new UpstreamException(
              504,
              "policy_timeout",
              "No model of '%s' answered within %d ms."
                  .formatted(policy.model(), whole.toMillis()));
    }
    return switch (failed.getLast()) {
      case Heard.Loss(_, var failure) -> throw failure;
      case Heard.Refusal(_, var whole, _) when whole.status() == FINE ->
          throw new UpstreamException(
              502,
              "upstream_invalid",
              "The answer of '%s' is not what the API promises.".formatted(whole.model()));
      case Heard.Refusal(_, var whole, _) -> whole;
      case Heard.Answer answer -> give(answer);
    };
  }
}
