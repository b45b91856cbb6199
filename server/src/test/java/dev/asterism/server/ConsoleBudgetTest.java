package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.asterism.browser.Chromium;
import dev.asterism.browser.Tab;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A budget as a person sees it: from near its end to spent.
@Timeout(120)
class ConsoleBudgetTest {

  private static final String SETTINGS =
      """
      providers:
        - {name: simulated, base-url: "URL"}
      prices:
        small: {input: 1, output: 1}
        big: {input: 10, output: 10}
      budgets:
        day-usd: 0.0111
      """;

  private static final String ASKED =
      "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"easy\"}]}";

  @TempDir private Path data;

  @Test
  void whatToDoNextBeginsWithTheBudget() throws Exception {
    assumeTrue(Chromium.installed().isPresent(), "no Chromium here: apt-get install chromium");
    try (SimulatedModels models = new SimulatedModels();
        AsterismServer server = AsterismServer.start(models.config(SETTINGS, data));
        Chromium browser = Chromium.start(Chromium.installed().orElseThrow());
        Tab tab = browser.open()) {
      Calls calls = new Calls(server);
      calls.post("/v1/chat/completions", ASKED.formatted("big"));
      tab.size(1_024, 768);
      tab.go("http://127.0.0.1:" + server.port());
      tab.see("budget is near its end: $0.0101 of $0.0111");
      // What is left pays for this one, which takes more than that.
      calls.post("/v1/chat/completions", ASKED.formatted("small"));
      tab.see("budget is spent: $0.0111 of $0.0111");
      tab.see("Only students, kept answers and free models answer.");
      assertThat(tab.complaints()).isEmpty();
      assertThat(tab.barriers()).isEmpty();
    }
  }
}
