package dev.asterism.server;

import dev.asterism.store.SqliteStore;
import dev.asterism.store.Taken;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How long the newest requests took, by who answered: students as one, each model by itself.
final class Latencies {

  private static final int NEWEST = 5_000;
  private static final String STUDENTS = "students";
  private static final double MICROS = 1e6;

  private final JsonMapper json = new JsonMapper();
  private final SqliteStore store;

  Latencies(SqliteStore store) {
    this.store = store;
  }

  ObjectNode json() {
    ObjectNode body = json.createObjectNode();
    body.put("of_newest", NEWEST);
    ArrayNode bands = body.putArray("bands");
    byWhoAnswered().forEach((who, taken) -> band(bands.addObject().put("answered_by", who), taken));
    return body;
  }

  private Map<String, List<Taken>> byWhoAnswered() {
    return store.taken(NEWEST).stream()
        .collect(Collectors.groupingBy(Latencies::who, TreeMap::new, Collectors.toList()));
  }

  private static String who(Taken taken) {
    return taken.answeredBy().startsWith("student/") ? STUDENTS : taken.answeredBy();
  }

  private static void band(ObjectNode band, List<Taken> taken) {
    long[] rising = taken.stream().mapToLong(Taken::totalMicros).sorted().toArray();
    band.put("requests", rising.length);
    for (int percent : new int[] {10, 50, 90, 99}) {
      band.put("p" + percent, rising[percent * (rising.length - 1) / 100]);
    }
    double[] speeds =
        taken.stream()
            .filter(one -> one.upstreamMicros() > 0 && one.outputTokens() > 0)
            .mapToDouble(one -> one.outputTokens() * MICROS / one.upstreamMicros())
            .sorted()
            .toArray();
    Arrays.stream(speeds)
        .skip(speeds.length / 2)
        .findFirst()
        .ifPresent(median -> band.put("tokens_per_second", median));
  }
}
