package dev.asterism.gateway;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.gateway.Exchange.End;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.provider.Asker;
import dev.asterism.provider.Content;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import dev.asterism.wire.AnyWire;
import dev.asterism.wire.BadRequest;
import dev.asterism.wire.Json;
import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.ConversationForm;
import dev.asterism.wire.dialect.TokenCount;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Passes on whatever else a client asks under `/v1`, unchanged: to the provider of the model that
/// a JSON body names, else to the default one. Bodies that are not JSON go through as they come,
/// and are not kept. Conversations that are understood go to [Chat], where students may answer.
final class Passage {

  private final Surroundings around;
  private final Forwarding forwarding;
  private final Chat chat;
  private final OwnResponses responses;
  private final Keepers keepers;
  private final Underway underway;

  /// @param chat answers what is a conversation
  /// @param underway the requests that are being answered, these among them
  Passage(Surroundings around, Forwarding forwarding, Chat chat, Underway underway) {
    this.around = around;
    this.forwarding = forwarding;
    this.chat = chat;
    this.underway = underway;
    this.keepers = new Keepers(around.providers());
    this.responses = new OwnResponses(around.archive(), underway);
  }

  void answer(ServerRequest request, ServerResponse response) {
    String path = request.path().rawPath();
    if (leaves(path)) {
      throw new BadRequest("", "The path '" + path + "' leaves /v1.");
    }
    String method = request.prologue().method().text();
    if (responses.answered(request, response)) {
      return;
    }
    Content content = responses.continued(path, content(request));
    byte[] kept = content instanceof Content.Whole whole ? whole.bytes() : new byte[0];
    Exchange exchange = new Exchange(around, request, response, path, kept);
    try (Underway.Request _ = underway.begin(exchange.id());
        Purchase _ = exchange.purchase()) {
      answer(exchange, method, path, content, kept);
    }
  }

  /// Answers a request whose body is JSON and read.
  void answer(Exchange exchange) {
    byte[] body = exchange.body();
    answer(
        exchange, "POST", exchange.endpoint(), new Content.Whole("application/json", body), body);
  }

  private void answer(Exchange exchange, String method, String path, Content content, byte[] kept) {
    Optional<String> model =
        method.equals("POST") && content instanceof Content.Whole
            ? model(path, kept)
            : AnyWire.model(kept);
    model.ifPresent(exchange::asks);
    boolean posted = method.equals("POST") && content instanceof Content.Whole;
    String below = Api.below(path);
    Optional<ConversationForm> form = posted ? ConversationForm.at(below) : Optional.empty();
    boolean performed = model.filter(NamedPolicy::isNamedBy).isPresent();
    Optional<Api> counting = Api.at(below).filter(Api::counts);
    if (performed && posted && counting.isPresent()) {
      count(exchange, counting.get(), kept);
      return;
    }
    if (performed && form.isEmpty()) {
      throw new BadRequest(
          "model",
          "Policies such as '%s' answer conversations and decisions; name a model here."
              .formatted(model.orElseThrow()));
    }
    try {
      Optional<ChatRequest> asked =
          performed
              ? form.map(spoken -> spoken.understood(kept, exchange.taskName()))
              : form.flatMap(spoken -> spoken.parse(kept, exchange.taskName()));
      if (asked.isPresent()) {
        chat.answer(exchange, form.get(), asked.get());
      } else {
        pass(exchange, providers(model, content), method, path, content);
      }
    } catch (UpstreamException failure) {
      forwarding.fail(exchange, failure);
    }
  }

  /// What is asked at an endpoint of models is one JSON object, with every key once: a provider
  /// that reads it otherwise would answer another question.
  private static Optional<String> model(String path, byte[] body) {
    return Api.at(Api.below(path)).isPresent()
        ? AnyWire.model(Json.object(body))
        : AnyWire.model(body);
  }

  /// Whether a provider that decodes a path would find steps up in it.
  private static boolean leaves(String path) {
    String decoded =
        path.toLowerCase(Locale.ROOT)
            .replace("%25", "%")
            .replace("%2e", ".")
            .replace("%2f", "/")
            .replace("%5c", "/")
            .replace('\\', '/');
    return Arrays.stream(decoded.split("[/;]", -1)).anyMatch(".."::equals);
  }

  /// Only a model's providers can stand in for one another: what a file's name means, one alone
  /// knows.
  private List<Provider> providers(Optional<String> model, Content content)
      throws UpstreamException {
    List<Provider> all =
        model.isPresent()
            ? forwarding.providers(model.get())
            : List.of(around.providers().byDefault().orElseThrow(Forwarding::noProvider));
    // What comes only once can be handed on only once.
    return content instanceof Content.Coming ? all.subList(0, 1) : all;
  }

  /// What names a model is paid by the token; of what names none, or is not read, nobody knows the
  /// price, and to count tokens is free.
  private static boolean isPaid(Exchange exchange, Optional<Api> api, Content content) {
    return content instanceof Content.Whole
        && !exchange.model().isEmpty()
        && api.filter(Api::counts).isEmpty();
  }

  /// Questions to a model can be put twice, and so can what only reads; of the rest nobody knows.
  private static boolean isRepeatable(Exchange exchange, String method, Content content) {
    return !(content instanceof Content.Coming)
        && (!exchange.model().isEmpty() || method.equals("GET") || method.equals("HEAD"));
  }

  /// What is sent, and who waits for the answer.
  private record Sending(Content content, Asker client) {

    static Sending of(Content content, Asker client) {
      if (content instanceof Content.Coming(var type, var in, var length)) {
        Upload upload = new Upload(in, length, client);
        return new Sending(new Content.Coming(type, upload, length), upload);
      }
      return new Sending(content, client);
    }
  }

  private void pass(
      Exchange exchange, List<Provider> providers, String method, String path, Content content)
      throws UpstreamException {
    Sending sending = Sending.of(content, exchange.client());
    if (!isRepeatable(exchange, method, content)) {
      exchange.attempts().once();
    }
    String below = Api.below(path);
    String target = exchange.target(below);
    Optional<Api> api = method.equals("POST") ? Api.at(below) : Optional.empty();
    if (api.filter(Api::counts).isPresent()
        && content instanceof Content.Whole whole
        && !providers.getFirst().language().speaks(api.get())) {
      count(exchange, api.get(), whole.bytes());
      return;
    }
    if (isPaid(exchange, api, content)) {
      exchange.purchase().of(exchange.model(), exchange.body().length);
    }
    long begun = System.nanoTime();
    try (Reply reply =
        api.isPresent() && content instanceof Content.Whole whole && !exchange.model().isEmpty()
            ? forwarding.ask(exchange, api.get(), providers, whole.bytes())
            : keepers.ask(
                providers, below, some -> open(exchange, some, method, target, sending))) {
      exchange.waited(System.nanoTime() - begun);
      if (reply.isTranslated() && !reply.isEvents()) {
        finish(exchange, Forwarding.whole(exchange, reply));
        return;
      }
      exchange.passBack(reply.headers());
      exchange.introduce(
          exchange.model().isEmpty() ? "none" : exchange.model(), "direct", List.of());
      finish(exchange, forwarding.stream(exchange, reply));
    }
  }

  private Reply open(
      Exchange exchange, List<Provider> providers, String method, String target, Sending sending)
      throws UpstreamException {
    return forwarding
        .fallback()
        .open(
            exchange.attempts(),
            providers,
            provider ->
                around
                    .upstream()
                    .pass(
                        provider,
                        method,
                        target,
                        exchange.headers(),
                        sending.content(),
                        sending.client()));
  }

  /// Where a provider does not count, nobody is asked.
  private static void count(Exchange exchange, Api api, byte[] body) {
    byte[] answer = TokenCount.roughly(api, body);
    exchange.emulates(Set.of(api == Api.COUNT_CONTENT ? "contents" : "messages"));
    exchange.introduce(exchange.model(), "direct", List.of());
    exchange.send(200, "application/json", answer);
    finish(
        exchange,
        new Forwarding.Answer(
            200, answer, false, true, Optional.empty(), true, List.of(), Optional.of(Usage.NONE)));
  }

  private static void finish(Exchange exchange, Forwarding.Answer answer) {
    Usage usage =
        answer.usage().or(() -> AnyWire.usage(answer.body(), answer.events())).orElse(Usage.NONE);
    Usd cost = exchange.cost(exchange.model(), usage);
    boolean fine = answer.status() / 100 == 2;
    exchange.finish(
        new End(
            exchange.model(),
            exchange.model(),
            "direct",
            answer.status(),
            answer.error().or(() -> error(answer.status(), fine)),
            answer.events(),
            usage,
            cost,
            cost,
            exchange.micros(),
            exchange.upstreamMicros()),
        Forwarding.isText(answer) ? answer.body() : new byte[0],
        List.of(),
        List.of());
    Forwarding.breakOff(answer);
  }

  private static Optional<String> error(int status, boolean fine) {
    return fine || status < 400 ? Optional.empty() : Optional.of("upstream_" + status);
  }

  private Content content(ServerRequest request) {
    if (!request.content().hasEntity()) {
      return new Content.None();
    }
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    long length = request.headers().contentLength().orElse(-1);
    InputStream in = new ClientBody(request);
    if (!ClientBody.isReadWhole(request.headers())) {
      return new Content.Coming(type, in, length);
    }
    try {
      byte[] begun = in.readNBytes(around.limits().body() + 1);
      return begun.length <= around.limits().body()
          ? new Content.Whole(type, begun)
          : new Content.Coming(
              type, new SequenceInputStream(new ByteArrayInputStream(begun), in), length);
    } catch (IOException left) {
      throw new CloseConnectionException("the client left while it sent its request", left);
    }
  }
}
