package dev.asterism.gateway;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Usage;
import dev.asterism.cost.Price;
import dev.asterism.cost.Usd;
import dev.asterism.perform.Course;
import dev.asterism.perform.Demands;
import dev.asterism.perform.Given;
import dev.asterism.perform.Glance;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.perform.Trial;
import dev.asterism.provider.Asker;
import dev.asterism.provider.HeaderLines;
import dev.asterism.provider.UpstreamException;
import dev.asterism.task.Sighting;
import dev.asterism.task.Task;
import dev.asterism.trace.Call;
import dev.asterism.trace.Example;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Reuse;
import dev.asterism.trace.Serving;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import dev.asterism.wire.BadRequest;
import dev.asterism.wire.dialect.Dialect;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One request being answered: its clock, its name, and what is told of it when it is done.
final class Exchange {

  private static final int MOST_TASKS_NAMED = 5;
  private static final HeaderName SESSION = HeaderNames.create("x-asterism-session");
  private static final HeaderName TASK = HeaderNames.create("x-asterism-task");
  private static final HeaderName TIMEOUT = HeaderNames.create("x-asterism-timeout-ms");
  private static final HeaderName MODEL = HeaderNames.create("x-asterism-model");
  private static final HeaderName POLICY = HeaderNames.create("x-asterism-policy");
  private static final HeaderName PROVIDER = HeaderNames.create("x-asterism-provider");
  private static final HeaderName EMULATED = HeaderNames.create("x-asterism-emulated");
  private static final HeaderName ATTEMPTS = HeaderNames.create("x-asterism-attempts");
  private static final HeaderName TRACE_ID = HeaderNames.create("x-asterism-trace-id");
  private static final HeaderName OVERHEAD = HeaderNames.create("x-asterism-overhead-us");
  private static final HeaderName COST = HeaderNames.create("x-asterism-cost-usd");
  private static final HeaderName SAVED = HeaderNames.create("x-asterism-saved-usd");
  private static final HeaderName GOOGLE_KEY = HeaderNames.create("x-goog-api-key");
  private static final HeaderName SHOULD_RETRY = HeaderNames.create("x-should-retry");

  private static final Pattern UNPLAIN = Pattern.compile("[^\\x20-\\x7E]");

  /// A version of the API, which some providers ask for in every request.
  private static final Pattern PLAIN_QUERY = Pattern.compile("\\?api-version=[^&]*");

  private final Surroundings around;
  private final ServerResponse response;
  private final String endpoint;
  private final byte[] body;
  private final GatewayEvents.Followed followed;
  private final Asker client;
  private final String query;
  private final Attempts attempts;
  private final Purchase purchase;
  private final Optional<String> named;
  private final Optional<String> taskName;
  private final TraceId id = TraceIds.next();
  private final Instant at;
  private final long begun = System.nanoTime();
  private long waited;
  private String model = "";
  private Set<String> emulated = Set.of();
  private Optional<RuntimeException> gone = Optional.empty();
  private Optional<Performed> performed = Optional.empty();
  private Optional<Pings.Stream> early = Optional.empty();
  private Reuse reuse = Reuse.NONE;

  /// How a policy had it answered.
  ///
  /// @param given what it gives for an answer; empty while there is none
  private record Performed(NamedPolicy policy, Course course, Optional<Given> given) {}

  Exchange(
      Surroundings around,
      ServerRequest request,
      ServerResponse response,
      String endpoint,
      byte[] body) {
    this.around = around;
    this.response = response;
    this.endpoint = endpoint;
    this.body = body;
    this.at = around.clock().instant();
    this.purchase = new Purchase(around);
    this.client = ClientSocket.of(request.remotePeer());
    ClientQuery asked = ClientQuery.of(request);
    this.query = asked.sent();
    this.attempts = new Attempts(request.headers().first(TIMEOUT).map(Exchange::patience));
    this.named = request.headers().first(SESSION).filter(n -> !n.isBlank());
    this.taskName = request.headers().first(TASK).filter(n -> !n.isBlank());
    named.ifPresent(name -> attempts.of(() -> Sessions.of(name)));
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    request
        .headers()
        .forEach(header ->
            header.allValues().forEach(value -> headers.add(Map.entry(header.name(), value))));
    asked
        .key()
        .filter(_ -> !request.headers().contains(GOOGLE_KEY))
        .ifPresent(key -> headers.add(Map.entry(GOOGLE_KEY.lowerCase(), key)));
    this.followed = around.events().begun(headers);
  }

  private static Duration patience(String millis) {
    if (!millis.matches("[0-9]{1,9}") || Long.parseLong(millis) == 0) {
      throw new BadRequest(
          TIMEOUT.lowerCase(),
          "'"
              + TIMEOUT.lowerCase()
              + "' must be whole milliseconds above 0, not '"
              + millis
              + "'.");
    }
    return Duration.ofMillis(Long.parseLong(millis));
  }

  /// Remembers what the provider lacks and is done in another way.
  void emulates(Set<String> fields) {
    emulated = fields;
  }

  /// Remembers that a policy has it answered.
  void isPerformed(NamedPolicy policy, Course course) {
    performed = Optional.of(new Performed(policy, course, Optional.empty()));
  }

  /// {@return what a semantic cache made of it, where that left it to its policy}
  Optional<Glance> glance() {
    return performed.flatMap(it -> it.course().glance());
  }

  /// {@return who answered it for its policy}
  String answerer() {
    return performed.flatMap(Performed::given).map(Given::model).orElse(model);
  }

  /// Hears what a policy's answer says, where it was handed on while it came.
  void hears(String answer) {
    performed.ifPresent(it -> it.course().hears(answer));
  }

  /// Takes out a draft that said something else than its policy's answer, if a judge can be asked.
  Optional<Trial> takeToJudge() {
    return performed.flatMap(it -> it.course().takeToJudge());
  }

  /// Remembers what its recording is to say of a semantic cache.
  void reuses(Reuse what) {
    reuse = what;
  }

  /// Remembers what its policy gives for an answer.
  void isGiven(Given given) {
    performed = performed.map(it -> new Performed(it.policy(), it.course(), Optional.of(given)));
  }

  /// Begins a stream before anybody has answered.
  OutputStream beginEarly() {
    response.status(Status.OK_200);
    header(TRACE_ID, id.value());
    header(POLICY, policy() + ": at work");
    response.header("Content-Type", "text/event-stream");
    return response.outputStream();
  }

  /// Remembers that the client has the beginning of a stream, and can be told nothing in headers.
  void beganEarly(Pings.Stream stream) {
    early = Optional.of(stream);
  }

  Optional<Pings.Stream> early() {
    return early;
  }

  /// {@return whether an answer is a model's own word, just given: where a policy had it answered,
  /// another may have spoken, or the answer was kept}
  boolean isOwnWordOf(String speaker) {
    return performed.isEmpty()
        || performed
            .flatMap(Performed::given)
            .filter(given -> given.model().equals(speaker) && given.serving().isPresent())
            .isPresent();
  }

  /// {@return who answered, and what all calls for it took}
  ///
  /// @param usage of the answer that the client got
  /// @param guess whether nobody reported it
  Served served(Usage usage, boolean guess) {
    Optional<Given> given = performed.flatMap(Performed::given);
    if (given.isEmpty()) {
      Usd cost = cost(model, usage);
      if (guess) {
        attempts.usageEstimated();
      }
      return new Served(model, usage, cost, cost);
    }
    if (given.get() instanceof Given.Coming coming) {
      coming.booking().took(usage, guess);
    }
    String best =
        performed.map(it -> it.policy().member(it.policy().manner().best()).model()).orElse(model);
    return new Served(given.get().model(), usage(), cost(), cost(best, usage));
  }

  /// Who served a request, and what it took.
  ///
  /// @param usage of all calls
  /// @param wouldHaveCost what the best model alone would have cost
  record Served(String answeredBy, Usage usage, Usd cost, Usd wouldHaveCost) {}

  /// {@return how it is answered: `direct`, or the kind of its policy}
  String policy() {
    return performed.map(it -> it.policy().manner().word()).orElse("direct");
  }

  /// {@return the same with the course that the policy took}
  String course() {
    return performed
        .map(it -> it.policy().manner().word() + ": " + it.course().words())
        .orElse("direct");
  }

  /// {@return what all calls of its policy took; nothing where it has none}
  Usage usage() {
    return performed.map(it -> it.course().usage()).orElse(Usage.NONE);
  }

  /// {@return what all calls of its policy cost; nothing where it has none}
  Usd cost() {
    return performed.map(it -> it.course().cost()).orElse(Usd.ZERO);
  }

  /// {@return what is done to have it answered by a provider}
  Attempts attempts() {
    return attempts;
  }

  /// {@return what pays for it, to be closed when it is recorded}
  Purchase purchase() {
    return purchase;
  }

  /// {@return the name that the client gave to the task}
  Optional<String> taskName() {
    return taskName;
  }

  TraceId id() {
    return id;
  }

  /// Remembers the model asked for, so that a failure can name it.
  void asks(String name) {
    model = name;
  }

  /// Remembers which conversation it continues: the one that its client names, else the one that
  /// begins like it.
  void converses(ChatRequest request) {
    if (named.isEmpty()) {
      attempts.of(() -> Sessions.of(request));
    }
  }

  String model() {
    return model;
  }

  /// {@return under which it is recorded, such as `/v1/chat/completions`}
  String endpoint() {
    return endpoint;
  }

  byte[] body() {
    return body;
  }

  /// {@return a path at a provider, with the query that goes on}
  String target(String path) {
    return path + query;
  }

  /// {@return the query that goes on, with its question mark; empty for none}
  String query() {
    return query;
  }

  /// {@return in whose form the client expects errors}
  Dialect dialect() {
    return Errors.dialect(endpoint);
  }

  /// {@return whether the query asks for nothing: what is not known may change what a right answer
  /// is, so no student answers it}
  boolean asksPlainly() {
    return query.isEmpty() || PLAIN_QUERY.matcher(query).matches();
  }

  long createdSeconds() {
    return at.getEpochSecond();
  }

  /// {@return what a header says first}
  Optional<String> told(String name) {
    return HeaderLines.first(headers(), name);
  }

  /// {@return the share of wrong answers that the client allows whoever answers in a model's stead;
  /// 1 where it does not say}
  double mostRisk() {
    OptionalDouble quality = Demands.read(this::told).quality();
    return quality.isPresent() ? 1 - quality.getAsDouble() : 1;
  }

  /// {@return the headers that it goes on with}
  List<Map.Entry<String, String>> headers() {
    return followed.headers();
  }

  /// {@return the client, who may leave}
  Asker client() {
    return client;
  }

  /// Counts time spent waiting for a provider.
  void waited(long nanos) {
    waited += nanos;
  }

  long micros() {
    return (System.nanoTime() - begun) / 1_000;
  }

  /// {@return the part of it spent waiting for a provider}
  long upstreamMicros() {
    return waited / 1_000;
  }

  private long overheadMicros() {
    return micros() - upstreamMicros();
  }

  Usd cost(String model, Usage usage) {
    return around.prices().apply(model).map(price -> price.of(usage)).orElse(Usd.ZERO);
  }

  Optional<Price> price(String model) {
    return around.prices().apply(model);
  }

  /// Says in the answer's headers who answered and how.
  void introduce(String answeredBy, String policy, List<Sighting> sightings) {
    header(MODEL, answeredBy);
    header(POLICY, policy);
    Serving serving = serving();
    serving.provider().ifPresent(by -> header(PROVIDER, by));
    if (!emulated.isEmpty()) {
      header(EMULATED, emulated.stream().sorted().collect(Collectors.joining(",")));
    }
    if (serving.attempts() > 0) {
      header(ATTEMPTS, Integer.toString(serving.attempts()));
    }
    header(TRACE_ID, id.value());
    header(OVERHEAD, Long.toString(overheadMicros()));
    if (!sightings.isEmpty()) {
      header(
          TASK,
          sightings.stream()
              .limit(MOST_TASKS_NAMED)
              .map(sighting -> sighting.task().id().value())
              .collect(Collectors.joining(",")));
    }
  }

  /// A policy's calls count as attempts, and its course is the reason.
  private Serving serving() {
    return performed
        .map(it ->
            new Serving(
                it.given().flatMap(Given::serving).flatMap(Serving::provider),
                it.course().calls().size(),
                it.course().words(),
                it.course().estimated()))
        .orElseGet(attempts::serving);
  }

  void introduceCost(Usd cost, Usd wouldHaveCost) {
    header(COST, cost.toString());
    header(SAVED, wouldHaveCost.minus(cost).toString());
  }

  void retryAfter(long seconds) {
    header(HeaderNames.RETRY_AFTER, Long.toString(seconds));
  }

  /// Says that asking again is of no use, which Retry-After alone does not tell every client.
  void refuseForNow() {
    header(SHOULD_RETRY, "false");
  }

  private void header(HeaderName name, String value) {
    if (early.isPresent()) {
      return;
    }
    response.header(name, plain(value));
  }

  /// Header values are one line of plain text, whatever a client called its model or a provider
  /// wrote.
  private static String plain(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        return UNPLAIN.matcher(value).replaceAll("?");
      }
    }
    return value;
  }

  void passBack(List<Map.Entry<String, String>> upstreamHeaders) {
    for (Map.Entry<String, String> header : upstreamHeaders) {
      if (early.isEmpty() && !header.getKey().toLowerCase(Locale.ROOT).startsWith("x-asterism-")) {
        response.headers().add(HeaderNames.create(header.getKey()), plain(header.getValue()));
      }
    }
  }

  /// Sends an answer. A client that is gone is told of by [#finish], once it is recorded.
  void send(int status, String contentType, byte[] answer) {
    if (early.isPresent()) {
      end(early.get(), status / 100 == 2 ? answer : Errors.event(dialect(), answer));
      return;
    }
    response.status(Status.create(status));
    response.header("Content-Type", contentType);
    try {
      response.send(answer);
    } catch (RuntimeException failure) {
      gone = Optional.of(failure);
    }
  }

  private void end(Pings.Stream stream, byte[] rest) {
    try {
      stream.write(rest, rest.length);
      stream.end();
    } catch (IOException failure) {
      gone = Optional.of(new UncheckedIOException(failure));
    }
  }

  ServerResponse response() {
    return response;
  }

  /// What became of the request.
  record End(
      String model,
      String answeredBy,
      String policy,
      int status,
      Optional<String> error,
      boolean stream,
      Usage usage,
      Usd cost,
      Usd wouldHaveCost,
      long micros,
      long upstreamMicros) {

    End clientGone() {
      return new End(
          model,
          answeredBy,
          policy,
          status,
          Optional.of(UpstreamException.CLIENT_GONE),
          stream,
          usage,
          cost,
          wouldHaveCost,
          micros,
          upstreamMicros);
    }
  }

  /// Tells the recorder and the counters, then fails only if the client was gone.
  void finish(End end, byte[] answer, List<Sighting> sightings, List<Example> examples) {
    around.events().answered(end.policy(), end.status(), micros(), overheadMicros());
    record(
        Kind.ANSWER,
        id,
        Optional.empty(),
        serving(),
        performed.map(it -> it.course().calls()).orElse(List.of()),
        gone.isPresent() ? end.clientGone() : end,
        answer,
        sightings,
        examples,
        reuse.or(performed.flatMap(it -> it.course().comparison())));
    if (gone.isPresent()) {
      throw new CloseConnectionException("the client is gone", gone.get());
    }
  }

  void record(
      Kind kind,
      TraceId name,
      Optional<TraceId> parent,
      Serving served,
      List<Call> calls,
      End end,
      byte[] answer,
      List<Sighting> sightings,
      List<Example> examples,
      Reuse said) {
    List<Task> tasks = sightings.stream().map(Sighting::task).distinct().toList();
    Trace trace =
        new Trace(
            name,
            kind,
            parent,
            at,
            endpoint,
            end.model(),
            end.answeredBy(),
            end.policy(),
            end.status(),
            end.error(),
            end.stream(),
            end.usage(),
            end.cost(),
            end.wouldHaveCost(),
            end.micros(),
            end.upstreamMicros(),
            sightings.size(),
            served);
    if (kind == Kind.ANSWER) {
      followed.ended(trace);
    }
    around
        .recorder()
        .record(new Trace.Recording(trace, body, answer, tasks, examples, calls, said));
  }
}
