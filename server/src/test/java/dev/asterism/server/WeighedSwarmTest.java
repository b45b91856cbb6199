package dev.asterism.server;

import static dev.asterism.server.Calls.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A swarm whose votes count by how often each voter was right: `small` always is here, `odd`
/// never.
@Timeout(120)
class WeighedSwarmTest {

  private static final String POLICIES =
      """
      providers:
        - {name: simulated, base-url: "URL"}
      policies:
        - {name: weighed, kind: swarm, models: [odd, small], needed: 2, boss: big, weigh: true}
        - {name: counted, kind: swarm, models: [odd, small], needed: 2, boss: big}
      """;

  private static final int ENOUGH = 60;

  @TempDir private Path data;

  private static String way(PolicyServer server, String policy, String... headers)
      throws Exception {
    return header(server.ask(policy, "easy sum", headers), "x-asterism-policy");
  }

  private static void eventuallyWeighed(PolicyServer server) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    String way = way(server, "weighed");
    while (!way.contains("weighed") && System.nanoTime() < end) {
      Thread.sleep(200);
      way = way(server, "weighed");
    }
    assertThat(way).matches("swarm: 1 of 2 agreed, weighed 0\\.9[5-9]");
  }

  @Test
  void whoWasRightBeforeOutvotesWhoWasWrongAndTheBossIsSpared() throws Exception {
    try (PolicyServer server = new PolicyServer(POLICIES, data)) {
      for (int request = 0; request < ENOUGH; request++) {
        assertThat(way(server, "weighed")).isEqualTo("swarm: no agreement (1:1), big decided");
        assertThat(way(server, "counted")).isEqualTo("swarm: no agreement (1:1), big decided");
      }
      eventuallyWeighed(server);
      assertThat(server.ask("weighed", "easy sum").body()).contains("\"42\"");
      assertThat(way(server, "weighed", "x-asterism-quality", "0.999"))
          .isEqualTo("swarm: no vote could settle it, no votes, big decided");
      assertThat(way(server, "counted")).isEqualTo("swarm: no agreement (1:1), big decided");
      server.restart();
      eventuallyWeighed(server);
    }
  }
}
