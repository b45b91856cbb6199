package dev.asterism.provider;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which headers go through to the other side.
final class Passing {

  /// Those of one connection.
  private static final Set<String> HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /// Those that this side sets itself, or that were meant for it.
  private static final Set<String> NOT_ONWARD =
      Set.of(
          "expect",
          "host",
          "content-length",
          "content-type",
          "accept-encoding",
          "x-asterism-max-cost-usd",
          "x-asterism-max-latency-ms",
          "x-asterism-quality",
          "x-asterism-session",
          "x-asterism-task",
          "x-asterism-timeout-ms");

  /// A cookie is between the provider and this server, which keeps none: behind it, one client's
  /// would be another's. The length is that of what is sent, which may be less or more.
  private static final Set<String> NOT_BACK = Set.of("set-cookie", "set-cookie2", "content-length");

  private Passing() {}

  /// {@return those of a client's headers that a provider gets}
  static List<Map.Entry<String, String>> onward(List<Map.Entry<String, String>> headers) {
    return without(headers, NOT_ONWARD);
  }

  /// {@return those of a provider's headers that a client gets}
  static List<Map.Entry<String, String>> back(List<Map.Entry<String, String>> headers) {
    return without(headers, NOT_BACK);
  }

  private static List<Map.Entry<String, String>> without(
      List<Map.Entry<String, String>> headers, Set<String> some) {
    Set<String> named = named(headers);
    List<Map.Entry<String, String>> passed = new ArrayList<>(headers.size());
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!HOP.contains(name) && !some.contains(name) && !named.contains(name)) {
        passed.add(header);
      }
    }
    return passed;
  }

  /// What `Connection` names is of one connection, too.
  private static Set<String> named(List<Map.Entry<String, String>> headers) {
    Set<String> named = new HashSet<>();
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase("connection")) {
        for (String name : header.getValue().split(",", -1)) {
          named.add(name.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    return named;
  }
}
