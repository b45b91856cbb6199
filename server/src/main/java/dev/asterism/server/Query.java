package dev.asterism.server;

import io.helidon.webserver.http.ServerRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a request to the admin API asks for after its question mark.
record Query(ServerRequest request) {

  private static final int LONGEST_WORD = 200;

  /// A query that asks for what there is not; its message says what would be right.
  static final class Bad extends RuntimeException {
    private static final long serialVersionUID = 1;

    Bad(String message) {
      super(message);
    }
  }

  Optional<String> word(String name) {
    Optional<String> word =
        request.query().first(name).asOptional().filter(text -> !text.isBlank());
    if (word.isPresent() && word.get().length() > LONGEST_WORD) {
      throw new Bad(
          name + ": more than " + LONGEST_WORD + " characters; give a part of what you look for");
    }
    return word;
  }

  /// {@return a number from 0 to `most`, which larger ones become}
  double number(String name, double fallback, double most) {
    Optional<String> text = word(name);
    if (text.isEmpty()) {
      return fallback;
    }
    if (!text.get().matches("[0-9]{1,18}(\\.[0-9]{1,12})?")) {
      throw new Bad(name + ": expected a number from 0 on, not '" + text.get() + "'");
    }
    return Math.min(Double.parseDouble(text.get()), most);
  }

  /// {@return one of several, by its name in small letters}
  <E extends Enum<E>> E choice(String name, E fallback) {
    Optional<String> text = word(name);
    if (text.isEmpty()) {
      return fallback;
    }
    E[] all = fallback.getDeclaringClass().getEnumConstants();
    return Arrays.stream(all)
        .filter(one -> spelt(one).equals(text.get()))
        .findFirst()
        .orElseThrow(() ->
            new Bad(
                "%s: '%s' is not one of %s"
                    .formatted(
                        name,
                        text.get(),
                        Arrays.stream(all).map(Query::spelt).collect(Collectors.joining(", ")))));
  }

  private static String spelt(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
