package dev.asterism.gateway;

import dev.asterism.chat.Usage;
import dev.asterism.gateway.Exchange.End;
import dev.asterism.gateway.Exchange.Served;
import dev.asterism.gateway.Opinions.Teacher;
import dev.asterism.provider.HeaderLines;
import dev.asterism.provider.Interpreter;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import dev.asterism.task.Sighting;
import dev.asterism.wire.ErrorBody;
import dev.asterism.wire.dialect.Api;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Passes a request on to a provider and its answer back, byte for byte.
final class Forwarding implements AutoCloseable {

  private static final int KEPT_OF_A_STREAM = 1 << 20;

  private final Surroundings around;
  private final Interpreter interpreter;
  private final Fallback fallback;
  private final Pings pings;

  Forwarding(Surroundings around) {
    this.around = around;
    this.interpreter = new Interpreter(around.upstream(), around.clock());
    this.fallback = new Fallback(around);
    this.pings = new Pings(around.limits().ping());
  }

  /// {@return what pays for a request of our own}
  Purchase purchase() {
    return new Purchase(around);
  }

  Interpreter interpreter() {
    return interpreter;
  }

  Fallback fallback() {
    return fallback;
  }

  /// What came back.
  ///
  /// @param events whether it was a stream of server-sent events
  /// @param complete whether all of it came and is kept in `body`
  /// @param error the code of what went wrong after the answer had begun
  /// @param sent whether the client has it already
  /// @param usage as a provider of another dialect reported it; empty where it spoke the client's
  record Answer(
      int status,
      byte[] body,
      boolean events,
      boolean complete,
      Optional<String> error,
      boolean sent,
      List<Map.Entry<String, String>> headers,
      Optional<Usage> usage) {}

  /// {@return the providers that serve a model, in the order to ask them; at least one}
  List<Provider> providers(String model) throws UpstreamException {
    if (around.providers().all().isEmpty()) {
      throw noProvider();
    }
    List<Provider> serving = around.providers().serving(model);
    if (serving.isEmpty()) {
      throw new UpstreamException(
          404, "model_not_found", "No configured provider serves the model '" + model + "'.");
    }
    return serving;
  }

  static UpstreamException noProvider() {
    return new UpstreamException(
        503,
        "no_provider",
        "No provider is configured: set OPENAI_API_KEY (and OPENAI_BASE_URL), or list providers in"
            + " asterism.yaml, and start again.");
  }

  /// Asks, and where the answer is a stream hands it on while it comes.
  Answer pass(Exchange exchange, Api api, String model, List<Sighting> sightings)
      throws UpstreamException {
    return pass(exchange, api, model, sightings, exchange.body());
  }

  Answer pass(Exchange exchange, Api api, String model, List<Sighting> sightings, byte[] body)
      throws UpstreamException {
    long begun = System.nanoTime();
    List<Provider> serving = providers(model);
    exchange.purchase().of(model, body.length);
    try (Reply reply = ask(exchange, api, serving, body)) {
      if (reply.isEvents()) {
        exchange.waited(System.nanoTime() - begun);
        exchange.passBack(reply.headers());
        exchange.introduce(model, "direct", sightings);
        return stream(exchange, reply);
      }
      byte[] answer = reply.body();
      exchange.waited(System.nanoTime() - begun);
      return new Answer(
          reply.status(),
          answer,
          false,
          true,
          Optional.empty(),
          false,
          reply.headers(),
          reply.usage());
    } catch (UpstreamException failure) {
      exchange.waited(System.nanoTime() - begun);
      throw failure;
    }
  }

  /// {@return the answer of the first provider that can give one, in the client's language}
  Reply ask(Exchange exchange, Api api, List<Provider> providers, byte[] body)
      throws UpstreamException {
    Reply reply =
        fallback.open(
            exchange.attempts(),
            providers,
            provider ->
                interpreter.ask(
                    provider, api, exchange.query(), exchange.headers(), body, exchange.client()));
    exchange.emulates(reply.emulated());
    return reply;
  }

  /// Sends an answer that is not sent yet, and tells the recorder of it.
  ///
  /// @param teachers what the teacher said, one for each opinion; empty where it said nothing
  ///   usable
  void finish(
      Exchange exchange, Answer answer, Served served, Opinions opinions, List<Teacher> teachers)
      throws UpstreamException {
    boolean fine = answer.status() / 100 == 2;
    if (fine && !answer.sent() && teachers.isEmpty()) {
      throw new UpstreamException(
          502,
          "upstream_invalid",
          "The provider's answer for '" + served.answeredBy() + "' is not what the API promises.");
    }
    if (!answer.sent()) {
      exchange.passBack(answer.headers());
      exchange.introduce(served.answeredBy(), exchange.course(), opinions.sightings());
      exchange.introduceCost(served.cost(), served.wouldHaveCost());
      exchange.send(answer.status(), contentType(answer), answer.body());
    }
    Optional<String> error =
        answer
            .error()
            .or(() -> fine ? Optional.empty() : Optional.of("upstream_" + answer.status()));
    boolean usable = fine && teachers.size() == opinions.all().size();
    exchange.finish(
        new End(
            exchange.model(),
            served.answeredBy(),
            exchange.policy(),
            answer.status(),
            error,
            answer.events(),
            served.usage(),
            served.cost(),
            served.wouldHaveCost(),
            exchange.micros(),
            exchange.upstreamMicros()),
        answer.body(),
        opinions.sightings(),
        usable ? opinions.examples(exchange.id(), teachers) : List.of());
    breakOff(answer);
  }

  /// The connection of an answer that broke off closes without the stream's end, so that the client
  /// sees that it was cut.
  static void breakOff(Answer answer) {
    if (answer.sent() && answer.error().isPresent()) {
      throw new CloseConnectionException("the stream broke: " + answer.error().get());
    }
  }

  /// {@return whether an answer is for people to read, not a picture or a voice}
  static boolean isText(Answer answer) {
    String type = contentType(answer).toLowerCase(Locale.ROOT);
    return type.startsWith("application/json") || type.startsWith("text/");
  }

  /// Sends an error of our own, and tells the recorder of it.
  void fail(Exchange exchange, UpstreamException failure) {
    byte[] body =
        Errors.bytes(
            exchange.dialect(),
            failure.status(),
            new ErrorBody(String.valueOf(failure.getMessage()), "api_error", failure.code()));
    boolean gone = failure.code().equals(UpstreamException.CLIENT_GONE);
    if (!gone) {
      exchange.introduce("none", exchange.course(), List.of());
      failure.retryAfterSeconds().ifPresent(exchange::retryAfter);
      if (failure.code().equals(Purchase.SPENT)) {
        exchange.refuseForNow();
      }
      exchange.send(failure.status(), "application/json", body);
    }
    exchange.finish(
        new End(
            exchange.model(),
            "none",
            exchange.policy(),
            failure.status(),
            Optional.of(failure.code()),
            false,
            exchange.usage(),
            exchange.cost(),
            exchange.cost(),
            exchange.micros(),
            exchange.upstreamMicros()),
        body,
        List.of(),
        List.of());
    if (gone) {
      throw new CloseConnectionException(String.valueOf(failure.getMessage()));
    }
  }

  private static String contentType(Answer answer) {
    return HeaderLines.first(answer.headers(), "content-type").orElse("application/json");
  }

  /// Sends an answer that must be read whole before it can be told.
  static Answer whole(Exchange exchange, Reply reply) throws UpstreamException {
    byte[] body = reply.body();
    exchange.passBack(reply.headers());
    exchange.introduce(exchange.model(), "direct", List.of());
    exchange.send(reply.status(), "application/json", body);
    return new Answer(
        reply.status(), body, false, true, Optional.empty(), true, reply.headers(), reply.usage());
  }

  /// Hands an answer on while it comes, and keeps what is not too long.
  Answer stream(Exchange exchange, Reply reply) {
    return stream(exchange, reply, () -> {});
  }

  /// {@return the stream that a client waits for, to be told of while somebody works at it}
  Pings.Awaited awaited(Exchange exchange) {
    return pings.awaited(exchange::beginEarly, exchange.dialect());
  }

  /// @param piece is told of each piece that comes
  Answer stream(Exchange exchange, Reply reply, Runnable piece) {
    if (exchange.early().isEmpty()) {
      exchange.response().status(Status.create(reply.status()));
      if (!reply.hasBody()) {
        exchange.response().send();
        return streamed(reply, new ByteArrayOutputStream(), true, Optional.empty());
      }
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    boolean[] whole = {true};
    try (Pings.Stream client = exchange.early().orElseGet(() -> listener(exchange, reply))) {
      long[] waiting = {System.nanoTime()};
      reply.forEachPiece((bytes, length) -> {
        piece.run();
        exchange.waited(System.nanoTime() - waiting[0]);
        client.write(bytes, length);
        if (kept.size() + length <= KEPT_OF_A_STREAM) {
          kept.write(bytes, 0, length);
        } else {
          whole[0] = false;
        }
        waiting[0] = System.nanoTime();
      });
      client.end();
      return streamed(reply, kept, whole[0], Optional.empty());
    } catch (IOException _) {
      return streamed(reply, kept, false, Optional.of(UpstreamException.CLIENT_GONE));
    } catch (UpstreamException broken) {
      return streamed(reply, kept, false, Optional.of(broken.code()));
    }
  }

  static boolean isPacked(Reply reply) {
    return HeaderLines.first(reply.headers(), "content-encoding").isPresent();
  }

  /// Nothing can be told in the middle of what is packed, or is no stream of events.
  private Pings.Stream listener(Exchange exchange, Reply reply) {
    OutputStream out = exchange.response().outputStream();
    return reply.isEvents() && !isPacked(reply)
        ? pings.stream(out, exchange.dialect())
        : pings.silent(out);
  }

  private static Answer streamed(
      Reply reply, ByteArrayOutputStream kept, boolean complete, Optional<String> error) {
    return new Answer(
        reply.status(),
        kept.toByteArray(),
        reply.isEvents(),
        complete,
        error,
        true,
        reply.headers(),
        reply.usage());
  }

  @Override
  public void close() {
    pings.close();
  }
}
