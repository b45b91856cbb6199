package dev.asterism.gateway;

import dev.asterism.wire.BadRequest;
import dev.asterism.wire.dialect.GenerateCall;
import io.helidon.webserver.http.ServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a client's query says.
///
/// Google's clients may bring their key in it, and say the form of the answer there. The key goes
/// on as the header that it stands for, so that nobody finds it in a path.
///
/// @param sent what goes on to providers who speak the same, with its question mark; empty for none
/// @param key the client's, where its query holds one
/// @param alt the form of the answer, where its query holds one
record ClientQuery(String sent, Optional<String> key, Optional<String> alt) {

  private static final ClientQuery NONE = new ClientQuery("", Optional.empty(), Optional.empty());

  /// Keeps the key out of logs.
  @Override
  public String toString() {
    return "ClientQuery[" + sent + "]";
  }

  static ClientQuery of(ServerRequest request) {
    // The web server refuses one that is no valid URI.
    String raw = request.query().rawValue();
    if (raw.isEmpty()) {
      return NONE;
    }
    String path = request.path().rawPath();
    return path.startsWith("/v1beta/") || path.startsWith("/v1/models")
        ? googles(raw)
        : new ClientQuery("?" + raw, Optional.empty(), Optional.empty());
  }

  private static ClientQuery googles(String raw) {
    Optional<String> key = Optional.empty();
    Optional<String> alt = Optional.empty();
    List<String> rest = new ArrayList<>();
    for (String pair : raw.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      String value = sides.length > 1 ? decoded(sides[1]) : "";
      switch (decoded(sides[0])) {
        case "key" -> key = Optional.of(value).filter(word -> !word.isBlank());
        case "alt", "$alt" -> alt = Optional.of(value);
        default -> rest.add(pair);
      }
    }
    return new ClientQuery(rest.isEmpty() ? "" : "?" + String.join("&", rest), key, alt);
  }

  private static String decoded(String word) {
    try {
      return URLDecoder.decode(word, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return word;
    }
  }

  /// Holds a call against the form in which it is answered here.
  ///
  /// @throws BadRequest if the query asks for another
  void mustSuit(GenerateCall.Method method) {
    boolean stream = method == GenerateCall.Method.STREAM;
    String form = stream ? "sse" : "json";
    if (!alt.orElse(stream ? "" : form).equals(form)) {
      throw new BadRequest(
          "alt",
          "'alt' must be '%s' for %s, as in '%s?alt=%s'."
              .formatted(form, method.word(), method.word(), form));
    }
  }
}
