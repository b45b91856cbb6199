package dev.asterism.gateway;

import dev.asterism.perform.Experience;
import dev.asterism.perform.Performance;
import dev.asterism.perform.Policies;
import dev.asterism.perform.SemanticCache;
import dev.asterism.perform.Standings;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.TraceId;
import dev.asterism.wire.BadRequest;
import dev.asterism.wire.ChatWire;
import dev.asterism.wire.DecisionForm;
import dev.asterism.wire.DecisionWire;
import dev.asterism.wire.ErrorBody;
import dev.asterism.wire.FeedbackWire;
import dev.asterism.wire.dialect.ConversationForm;
import dev.asterism.wire.dialect.GenerateBody;
import dev.asterism.wire.dialect.GenerateCall;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.NotFoundException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// The model API: one request from socket to socket.
public final class Gateway implements AutoCloseable {

  private final Surroundings around;
  private final Capacity capacity;
  private final SlowClients slow;
  private final Forwarding forwarding;
  private final Performance performance;
  private final Auditor auditor;
  private final Inquiries probes;
  private final Inquiries comparisons;
  private final Chat chat;
  private final Decisions decisions;
  private final Passage passage;
  private final Underway underway = new Underway();
  private final Models models;

  /// @param performance of the policies that clients can name
  public Gateway(Surroundings around, Performance performance) {
    this(around, performance, Auditor.Limits.DEFAULT);
  }

  Gateway(Surroundings around, Auditor.Limits audits) {
    this(
        around,
        new Performance(Policies.NONE, Experience.NONE, SemanticCache.NONE, Standings.NONE),
        audits);
  }

  private Gateway(Surroundings around, Performance performance, Auditor.Limits audits) {
    this.around = around;
    this.capacity = new Capacity(around.limits(), around.upstream()::slowCalls);
    this.slow = new SlowClients(around.limits().patience());
    this.forwarding = new Forwarding(around);
    this.performance = performance;
    this.auditor = new Auditor(forwarding, audits);
    this.probes = new Inquiries(around, forwarding, performance);
    this.comparisons = new Inquiries(around, forwarding, performance);
    PolicyAnswers policies =
        new PolicyAnswers(
            around,
            forwarding,
            performance,
            new Prober(performance, around.coin(), probes),
            new Reusing(performance, comparisons));
    this.chat = new Chat(around, forwarding, policies, auditor);
    this.decisions = new Decisions(around, forwarding, policies, auditor);
    this.passage = new Passage(around, forwarding, chat, underway);
    this.models = new Models(around, performance.policies());
  }

  /// Adds the routes under `/v1`, and the one place that turns exceptions into answers.
  public void routing(HttpRouting.Builder routing) {
    routing
        .addFilter(Gateway::follow)
        .addFilter(capacity)
        .post(
            "/v1/chat/completions",
            (request, response) ->
                serve(
                    request,
                    response,
                    "/v1/chat/completions",
                    exchange ->
                        chat.answer(
                            exchange,
                            ConversationForm.CHAT,
                            ChatWire.parse(exchange.body(), exchange.taskName()))))
        .post(
            "/v1/decisions",
            (request, response) ->
                serve(
                    request,
                    response,
                    "/v1/decisions",
                    exchange -> decisions.answer(exchange, DecisionForm.DECISIONS)))
        .post(
            "/v1/systemone",
            (request, response) ->
                serve(
                    request,
                    response,
                    "/v1/systemone",
                    exchange -> decisions.answer(exchange, DecisionForm.SYSTEM_ONE)))
        .post("/v1/feedback", this::feedback)
        .get("/v1/models", models::list)
        // Names may have slashes, which may come as they are.
        .get("/v1/models/{+name}", models::one)
        .get("/v1beta/models", models::list)
        .get("/v1beta/models/{+name}", models::one)
        .post("/v1/models/{+call}", this::generate)
        .post("/v1beta/models/{+call}", this::generate)
        .any("/v1/{+rest}", passage::answer)
        .error(
            BadRequest.class,
            (request, response, mistake) -> send(request, response, 400, ErrorBody.of(mistake)))
        .error(
            ClientBody.Unreadable.class,
            (request, response, mistake) -> refuseAll(request, response, mistake))
        .error(NotFoundException.class, (request, response, _) -> unknown(request, response))
        .error(
            RequestException.class,
            (request, response, mistake) -> refuse(request, response, mistake))
        .error(CloseConnectionException.class, (_, _, broken) -> rethrow(broken))
        .error(
            Exception.class,
            (request, response, failure) -> unforeseen(request, response, failure));
  }

  /// {@return a web server's builder, so that clients that leave or are slow are noticed, and those
  /// that speak no HTTP are told so}
  public WebServerConfig.Builder listening(WebServerConfig.Builder server) {
    return server
        .maxPayloadSize(-1)
        .addConnectionSelector(new Connections(slow))
        .directHandlers(Refusals.handlers())
        .connectionOptions(options -> options.tcpNoDelay(true));
  }

  /// {@return how many requests were told to come back, because too many came}
  public long shed() {
    return capacity.shed();
  }

  /// Tells a connection when its request is answered, and ends it where no other may follow: what
  /// is left of this one must not be read as one.
  private static void follow(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    try {
      chain.proceed();
    } finally {
      if (request.remotePeer() instanceof ClientSocket client) {
        client.answered(closes(request.headers()));
      }
    }
    if (closes(response.headers())) {
      throw new CloseConnectionException("closed after an answer that said so");
    }
  }

  /// Few messages have this header; to look through its tokens takes long.
  private static boolean closes(Headers headers) {
    return headers.contains(HeaderNames.CONNECTION)
        && headers.containsToken(HeaderValues.CONNECTION_CLOSE);
  }

  /// What answers an exchange.
  private interface Answering {
    void of(Exchange exchange) throws UpstreamException;
  }

  private void serve(
      ServerRequest request, ServerResponse response, String endpoint, Answering answering) {
    serve(request, response, endpoint, body(request), answering);
  }

  private void serve(
      ServerRequest request,
      ServerResponse response,
      String endpoint,
      byte[] body,
      Answering answering) {
    Exchange exchange = new Exchange(around, request, response, endpoint, body);
    try (Underway.Request _ = underway.begin(exchange.id());
        Purchase _ = exchange.purchase()) {
      answer(exchange, answering);
    }
  }

  /// Answers a call of one of Gemini's methods: what its path says goes into its body, and from
  /// there on it is a request like those of any other API.
  private void generate(ServerRequest request, ServerResponse response) {
    Optional<GenerateCall> call = GenerateCall.at(request.path().path());
    if (call.isEmpty()) {
      response.next();
      return;
    }
    GenerateCall.Method method = call.get().method();
    ClientQuery.of(request).mustSuit(method);
    byte[] told = GenerateBody.told(body(request), call.get());
    serve(request, response, method.api().endpoint(), told, passage::answer);
  }

  private void answer(Exchange exchange, Answering answering) {
    try {
      answering.of(exchange);
    } catch (UpstreamException failure) {
      forwarding.fail(exchange, failure);
    }
  }

  private byte[] body(ServerRequest request) {
    try (InputStream in = new ClientBody(request)) {
      byte[] body = in.readNBytes(around.limits().body() + 1);
      if (body.length > around.limits().body()) {
        throw new TooLarge(
            "The body is larger than %d MB; server.body-limit-mb sets the limit."
                .formatted(around.limits().body() >> 20));
      }
      return body;
    } catch (IOException left) {
      throw new CloseConnectionException("the client left after it sent its request", left);
    }
  }

  /// A body over the limit.
  private static final class TooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooLarge(String message) {
      super(message);
    }
  }

  private void feedback(ServerRequest request, ServerResponse response) {
    FeedbackWire feedback = FeedbackWire.parse(body(request));
    boolean known =
        TraceId.isOne(feedback.trace())
            && give(underway.recorded(new TraceId(feedback.trace())), feedback);
    if (known) {
      response.header("Content-Type", "application/json");
      response.send(FeedbackWire.accepted(feedback.trace(), feedback.answer()));
    } else {
      send(
          request,
          response,
          404,
          new ErrorBody(
              "No trace '" + feedback.trace() + "' with such a question is stored.",
              "invalid_request_error",
              Optional.of("trace_id"),
              Optional.of("trace_not_found")));
    }
  }

  /// {@return whether there was such an answer}
  private boolean give(TraceId trace, FeedbackWire feedback) {
    FeedbackSink sink = around.feedback();
    return switch (feedback.question()) {
      case FeedbackWire.Asked.At(int position) -> sink.feedback(trace, position, feedback.answer());
      case FeedbackWire.Asked.Named(String name) -> {
        List<Integer> places =
            sink.request(trace).map(body -> DecisionWire.places(body, name)).orElse(List.of());
        if (places.size() > 1) {
          throw new BadRequest(
              "question",
              "The request has %d questions named '%s'; give the place of the one you mean, from 0."
                  .formatted(places.size(), name));
        }
        yield !places.isEmpty() && sink.feedback(trace, places.getFirst(), feedback.answer());
      }
    };
  }

  private static void unknown(ServerRequest request, ServerResponse response) {
    send(
        request,
        response,
        404,
        new ErrorBody(
            "%s %s is not served here: the API is under /v1, such as POST /v1/chat/completions."
                .formatted(request.prologue().method().text(), request.prologue().uriPath().path()),
            "invalid_request_error",
            "unknown_url"));
  }

  private static void refuse(
      ServerRequest request, ServerResponse response, RequestException mistake) {
    send(
        request,
        response,
        mistake.status().code(),
        new ErrorBody(
            String.valueOf(mistake.getMessage()), "invalid_request_error", "bad_request"));
  }

  /// Where the body ends, and the next request begins, is not known.
  private static void refuseAll(
      ServerRequest request, ServerResponse response, ClientBody.Unreadable mistake) {
    response.header(HeaderValues.CONNECTION_CLOSE);
    String reason = String.valueOf(mistake.getMessage());
    send(request, response, 400, new ErrorBody(reason, "invalid_request_error", "bad_request"));
  }

  private static void unforeseen(
      ServerRequest request, ServerResponse response, Exception failure) {
    if (failure instanceof TooLarge) {
      send(
          request,
          response,
          413,
          new ErrorBody(
              String.valueOf(failure.getMessage()), "invalid_request_error", "body_too_large"));
      return;
    }
    System.getLogger(Gateway.class.getName())
        .log(System.Logger.Level.ERROR, "a request failed in a way nobody foresaw", failure);
    send(
        request,
        response,
        500,
        new ErrorBody("Asterism failed to answer; its log says why.", "server_error", "internal"));
  }

  private static void rethrow(CloseConnectionException broken) {
    throw broken;
  }

  private static void send(
      ServerRequest request, ServerResponse response, int status, ErrorBody error) {
    response.status(Status.create(status));
    response.header("Content-Type", "application/json");
    response.send(
        Errors.bytes(Errors.dialect(request.prologue().uriPath().rawPath()), status, error));
  }

  /// Waits for the audits under way, within bounds; to be called before the upstream is closed.
  @Override
  public void close() {
    Closing.together(auditor::close, probes::close, comparisons::close);
    forwarding.close();
    performance.close();
    slow.close();
    capacity.close();
  }
}
