package dev.asterism.provider;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Headers that say something of the very bytes of a body, such as their number or their hash.
public final class BodyHeaders {

  private BodyHeaders() {}

  /// {@return the others, which hold whatever the body is}
  public static List<Map.Entry<String, String>> without(List<Map.Entry<String, String>> headers) {
    return headers.stream().filter(header -> !isOfTheBody(header.getKey())).toList();
  }

  private static boolean isOfTheBody(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.startsWith("content-") || name.equals("etag") || name.endsWith("digest");
  }
}
