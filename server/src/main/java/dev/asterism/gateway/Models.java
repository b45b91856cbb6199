package dev.asterism.gateway;

import dev.asterism.perform.NamedPolicy;
import dev.asterism.perform.Policies;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import dev.asterism.wire.ErrorBody;
import dev.asterism.wire.dialect.Dialect;
import dev.asterism.wire.dialect.ModelsWire;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Which models there are: those that the configuration names, and those that the providers tell
/// of.
///
/// What the only provider says goes back as it is where it speaks the client's dialect.
final class Models {

  private static final String ENDPOINT = "/v1/models";
  private static final String PATH = "/models";

  private final Surroundings around;
  private final Policies policies;

  Models(Surroundings around, Policies policies) {
    this.around = around;
    this.policies = policies;
  }

  void list(ServerRequest request, ServerResponse response) {
    Exchange exchange = new Exchange(around, request, response, ENDPOINT, new byte[0]);
    Dialect dialect = dialect(request);
    List<Provider> all = around.providers().all();
    Map<String, JsonNode> models = new LinkedHashMap<>();
    policies.models().forEach(name -> models.put(name, ModelsWire.entry(dialect, name)));
    for (Provider provider : all) {
      Optional<byte[]> told = told(exchange, provider, exchange.target(PATH));
      boolean alike = provider.language().dialect() == dialect;
      if (told.isPresent()
          && models.isEmpty()
          && all.size() == 1
          && alike
          && provider.aliases().isEmpty()) {
        send(response, told.get());
        return;
      }
      names(provider).forEach(name -> models.putIfAbsent(name, ModelsWire.entry(dialect, name)));
      told.map(ModelsWire::read)
          .orElse(Map.of())
          .forEach((name, entry) -> {
            if (provider.serves(name)) {
              models.putIfAbsent(name, alike ? entry : ModelsWire.entry(dialect, name));
            }
          });
    }
    send(response, ModelsWire.list(dialect, models));
  }

  /// Tells of one model; what only looks like the name of one is left to the next route.
  void one(ServerRequest request, ServerResponse response) {
    String name = request.path().pathParameters().get("name");
    Exchange exchange = new Exchange(around, request, response, ENDPOINT, new byte[0]);
    Dialect dialect = dialect(request);
    if (policies.models().contains(name)) {
      send(response, ModelsWire.bytes(ModelsWire.entry(dialect, name)));
      return;
    }
    List<Provider> serving = around.providers().serving(name);
    String path = PATH + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    for (Provider provider : serving) {
      if (provider.language().dialect() == dialect && provider.alias(name).isEmpty()) {
        Optional<byte[]> told = told(exchange, provider, exchange.target(path));
        if (told.isPresent()) {
          send(response, told.get());
          return;
        }
      }
    }
    boolean known = serving.stream().anyMatch(provider -> isKnown(exchange, provider, name));
    if (known) {
      send(response, ModelsWire.bytes(ModelsWire.entry(dialect, name)));
      return;
    }
    if (name.contains("/") && !name.startsWith(NamedPolicy.PREFIX)) {
      response.next();
      return;
    }
    response.status(Status.NOT_FOUND_404);
    send(
        response,
        Errors.bytes(
            dialect,
            404,
            new ErrorBody(
                "No configured provider serves the model '" + name + "'.",
                "invalid_request_error",
                Optional.of("model"),
                Optional.of("model_not_found"))));
  }

  private static void send(ServerResponse response, byte[] json) {
    response.header("Content-Type", "application/json");
    response.send(json);
  }

  private boolean isKnown(Exchange exchange, Provider provider, String name) {
    return names(provider).contains(name)
        || told(exchange, provider, PATH)
            .map(ModelsWire::read)
            .filter(models -> models.containsKey(name))
            .isPresent();
  }

  private static Dialect dialect(ServerRequest request) {
    if (request.path().rawPath().startsWith("/v1beta/")
        || request.headers().contains(HeaderNames.create("x-goog-api-key"))
        || ClientQuery.of(request).key().isPresent()) {
      return Dialect.GEMINI;
    }
    return request.headers().contains(HeaderNames.create("anthropic-version"))
        ? Dialect.ANTHROPIC
        : Dialect.OPENAI;
  }

  private static List<String> names(Provider provider) {
    List<String> names = new ArrayList<>(provider.aliases().keySet().stream().sorted().toList());
    provider.models().stream().filter(name -> !name.endsWith("*")).forEach(names::add);
    return names;
  }

  /// The client's headers, its authorization among them, are meant for one provider. The others get
  /// no more than their own key: they must not learn one that is not theirs.
  private Optional<byte[]> told(Exchange exchange, Provider provider, String path) {
    boolean meant = around.providers().byDefault().filter(provider::equals).isPresent();
    List<Map.Entry<String, String>> headers = meant ? exchange.headers() : List.of();
    try (Reply reply = around.upstream().get(provider, path, headers, exchange.client())) {
      byte[] body = reply.body();
      return reply.status() == 200 ? Optional.of(body) : Optional.empty();
    } catch (UpstreamException _) {
      // The next provider may know, or the configuration does.
      return Optional.empty();
    }
  }
}
