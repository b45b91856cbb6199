package dev.asterism.gateway;

import dev.asterism.chat.Label;
import dev.asterism.cost.Price;
import dev.asterism.cost.UsageEstimate;
import dev.asterism.guard.Budgets;
import dev.asterism.model.StudentId;
import dev.asterism.provider.Circuit;
import dev.asterism.provider.Endpoint;
import dev.asterism.provider.Patience;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Resilience;
import dev.asterism.provider.Retries;
import dev.asterism.provider.Upstream;
import dev.asterism.student.Head;
import dev.asterism.student.LinearStudent;
import dev.asterism.student.LiveStudent;
import dev.asterism.student.LiveStudents;
import dev.asterism.student.Selector;
import dev.asterism.student.Student;
import dev.asterism.student.Vocabulary;
import dev.asterism.task.TaskId;
import dev.asterism.task.Templates;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import dev.asterism.wire.dialect.Language;
import dev.asterism.wire.dialect.OwnResponse;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A gateway on a real port whose students, connections and recordings are in the test's hands.
final class RunningGateway implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final LinkedBlockingQueue<Trace.Recording> recorded = new LinkedBlockingQueue<>();
  private final Upstream upstream;
  private final Gateway gateway;
  private final WebServer web;

  RunningGateway(RawUpstream provider) {
    this(List.of(provider(provider, Optional.of("sk-test"))), new Upstream(), nobody());
  }

  RunningGateway(List<Provider> providers, Upstream upstream, LiveStudents students) {
    this(providers, upstream, students, Auditor.Limits.DEFAULT);
  }

  RunningGateway(
      List<Provider> providers, Upstream upstream, LiveStudents students, Auditor.Limits audits) {
    this(providers, upstream, students, audits, limits(ClientLimits.DEFAULT.capacity()));
  }

  /// {@return the usual limits, but for small requests and not for so many}
  static ClientLimits limits(int capacity) {
    return limits(capacity, ClientLimits.DEFAULT.patience(), ClientLimits.DEFAULT.ping());
  }

  /// {@return limits for small requests}
  static ClientLimits limits(int capacity, Duration patience, Duration ping) {
    return new ClientLimits(
        1 << 20,
        capacity,
        ClientLimits.DEFAULT.held(),
        patience,
        ping,
        ClientLimits.DEFAULT.lateness());
  }

  /// One with limits of the test's own.
  RunningGateway(RawUpstream provider, ClientLimits limits) {
    this(
        List.of(provider(provider, Optional.of("sk-test"))),
        new Upstream(),
        nobody(),
        Auditor.Limits.DEFAULT,
        limits);
  }

  RunningGateway(
      List<Provider> providers,
      Upstream upstream,
      LiveStudents students,
      Auditor.Limits audits,
      ClientLimits limits) {
    this.upstream = upstream;
    this.gateway =
        new Gateway(
            new Surroundings(
                new Providers(providers),
                upstream,
                students,
                () -> Templates.NONE,
                recorded::add,
                _ -> Optional.of(new Price(2.5, 1.25, 10)),
                () -> 0.5,
                Clock.systemUTC(),
                (_, _, _, _) -> {},
                new NoFeedback(),
                new EmptyArchive(),
                limits,
                Budgets.NONE),
            audits);
    HttpRouting.Builder routing = HttpRouting.builder();
    gateway.routing(routing);
    this.web =
        gateway
            .listening(WebServer.builder())
            .host("127.0.0.1")
            .port(0)
            .shutdownHook(false)
            .routing(routing)
            .build()
            .start();
  }

  /// Feedback needs a store, and is tested with one.
  private record NoFeedback() implements FeedbackSink {

    @Override
    public boolean feedback(TraceId trace, int position, Label answer) {
      return false;
    }

    @Override
    public Optional<byte[]> request(TraceId trace) {
      return Optional.empty();
    }
  }

  /// So do the responses of students.
  private record EmptyArchive() implements Archive {

    @Override
    public Optional<OwnResponse> response(TraceId trace) {
      return Optional.empty();
    }

    @Override
    public boolean forget(TraceId trace) {
      return false;
    }
  }

  static Provider provider(RawUpstream at, Optional<String> key) {
    return new Provider("fake", at.base(), key, List.of(), Duration.ofSeconds(20));
  }

  /// {@return one that is asked once, with any of its keys}
  static Provider provider(String name, RawUpstream at, String first, String... others) {
    List<Endpoint> more =
        List.of(others).stream().map(key -> new Endpoint(at.base(), Optional.of(key))).toList();
    return new Provider(
        name,
        at.base(),
        Optional.of(first),
        List.of(),
        Patience.forWhole(Duration.ofSeconds(20)),
        Language.OPENAI,
        Map.of(),
        new Resilience(more, Retries.NONE, Circuit.Settings.DEFAULT));
  }

  static LiveStudents nobody() {
    return new LiveStudents() {
      @Override
      public Optional<LiveStudent> of(TaskId task) {
        return Optional.empty();
      }

      @Override
      public double checking(TaskId task) {
        return 1;
      }

      @Override
      public double repeating(TaskId task) {
        return 0;
      }
    };
  }

  /// Students that answer every task with the same word, each request drawn for an audit.
  static LiveStudents always(String word) {
    return everywhere(oneWord(new Label.Text(word)));
  }

  /// One student of all tasks, each request drawn for an audit.
  static LiveStudents everywhere(Student student) {
    return new LiveStudents() {
      @Override
      public Optional<LiveStudent> of(TaskId task) {
        return Optional.of(
            new LiveStudent(new StudentId(task, 1), student, 0.5, 0.02, Optional.empty()));
      }

      @Override
      public double checking(TaskId task) {
        return 1;
      }

      @Override
      public double repeating(TaskId task) {
        return 0;
      }
    };
  }

  /// A student whose biases outweigh all that it could read.
  static LinearStudent oneWord(Label label) {
    List<UsageEstimate> usages = Collections.nCopies(2, new UsageEstimate(10, 1, 2));
    return new LinearStudent(
        List.of(label, new Label.Text("never")),
        List.of(label.display(), "never"),
        usages,
        new Vocabulary(new int[0], new byte[0]),
        new Head(new int[1], new byte[0], new byte[0], new float[] {1, 1}, new float[] {9, -9}),
        new Selector(List.of(5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), List.of(0.9, 0.9)));
  }

  static String chat(String text) {
    return "{\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
  }

  int port() {
    return web.port();
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// {@return the answer to a request that is refused while it is still being sent}
  ///
  /// What the server does not read any more resets the connection, and a reset that overtakes the
  /// answer takes it away: then it is asked again.
  HttpResponse<String> postTooMuch(String path, String body, String... headers)
      throws IOException, InterruptedException {
    for (int attempt = 1; attempt < 20; attempt++) {
      try {
        return post(path, body, headers);
      } catch (IOException _) {
        // The connection was reset.
      }
    }
    return post(path, body, headers);
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// {@return the next recording; waits for it}
  Trace.Recording recording() throws InterruptedException {
    return Optional.ofNullable(recorded.poll(10, TimeUnit.SECONDS)).orElseThrow();
  }

  /// {@return how many recordings nobody has looked at yet}
  int unread() {
    return recorded.size();
  }

  void awaitRecordings(int count) throws InterruptedException {
    for (int i = 0; i < 500 && unread() < count; i++) {
      Thread.sleep(10);
    }
  }

  void closeGateway() {
    gateway.close();
  }

  @Override
  public void close() {
    web.stop();
    gateway.close();
    upstream.close();
  }
}
