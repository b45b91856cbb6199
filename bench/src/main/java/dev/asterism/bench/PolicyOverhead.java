package dev.asterism.bench;

import dev.asterism.server.AsterismServer;
import dev.asterism.server.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/// Measures what a policy takes beside the time in which it waits for models: the
/// `x-asterism-overhead-us` of its answers. Models answer at once; one request is under way at a
/// time.
///
/// Arguments: how many requests of each policy, 5,000 without it.
public final class PolicyOverhead {

  private static final int REQUESTS = 5_000;
  private static final int WARM_UP = 3_000;
  private static final List<String> POLICIES = List.of("direct", "cascade", "swarm", "plan");
  private static final Pattern OVERHEAD = Pattern.compile("x-asterism-overhead-us: ([0-9]+)");

  private static final String CONFIG =
      """
      server: {port: 0}
      data: {directory: "DATA"}
      providers: [{name: immediate, base-url: "URL"}]
      loop: {enabled: false, discover: false}
      policies:
        - {name: direct, kind: direct, models: [a]}
        - {name: cascade, models: [a, b], judge: form}
        - {name: swarm, kind: swarm, models: [a, b, c]}
        - {name: plan, kind: plan, planner: a, boss: b, specialists: [first, second]}
      specialists:
        - {name: first, description: looks up, model: c}
        - {name: second, description: compares, model: d}
      """;

  private static final String PLAN =
      "{\"steps\":[{\"id\":\"a\",\"specialist\":\"first\",\"task\":\"one\",\"inputs\":[]},"
          + "{\"id\":\"b\",\"specialist\":\"first\",\"task\":\"two\",\"inputs\":[]},"
          + "{\"id\":\"c\",\"specialist\":\"second\",\"task\":\"both\",\"inputs\":["
          + "{\"name\":\"one\",\"from\":\"a\",\"field\":\"\"},{\"name\":\"two\",\"from\":\"b\",\"field\":\"\"}]}]}";

  private PolicyOverhead() {}

  static void main(String[] arguments) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING);
    int requests = arguments.length > 0 ? Integer.parseInt(arguments[0]) : REQUESTS;
    Path directory = Files.createTempDirectory("policy-overhead");
    try (ImmediateUpstream upstream =
        new ImmediateUpstream(asked -> asked.contains("\"json_schema\"") ? PLAN : "found")) {
      Path file = directory.resolve("asterism.yaml");
      Files.writeString(
          file,
          CONFIG
              .replace("DATA", directory.resolve("data").toString())
              .replace("URL", "http://127.0.0.1:" + upstream.port() + "/v1"));
      try (AsterismServer server = AsterismServer.start(ConfigFile.read(file, Map.of()));
          KeptConnection client = new KeptConnection(server.port())) {
        System.out.println("| policy | overhead p50 us | p99 us |");
        for (String policy : POLICIES) {
          run(client, policy, WARM_UP);
          Histogram micros = run(client, policy, requests);
          System.out.printf(
              "| %s | %d | %d |%n",
              policy, micros.getValueAtPercentile(50), micros.getValueAtPercentile(99));
        }
      }
    }
  }

  private static Histogram run(KeptConnection client, String policy, int requests)
      throws IOException {
    byte[] request =
        KeptConnection.post(
            "/v1/chat/completions",
            "{\"model\":\"asterism/%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Which of both is larger?\"}]}"
                .formatted(policy));
    Histogram micros = new Histogram(3);
    for (int i = 0; i < requests; i++) {
      String head = client.ask(request);
      Matcher overhead = OVERHEAD.matcher(head);
      if (!head.contains(" 200 ") || !overhead.find()) {
        throw new IOException("no answer of the policy " + policy + ": " + head);
      }
      micros.recordValue(Long.parseLong(overhead.group(1)));
    }
    return micros;
  }
}
