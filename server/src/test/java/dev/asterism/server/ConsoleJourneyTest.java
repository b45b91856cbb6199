package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.asterism.browser.Chromium;
import dev.asterism.browser.Tab;
import dev.asterism.replay.SmallDemo;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person's whole way, in a browser: from an empty console to what a student saves.
class ConsoleJourneyTest {

  @TempDir private Path data;

  @Test
  void fromTheEmptyFirstRunToPromotingAStudentAndSeeingTheSaving() throws Exception {
    assumeTrue(Chromium.installed().isPresent(), "no Chromium here: apt-get install chromium");
    try (SmallDemo demo = new SmallDemo(new QuickLearner(), data);
        Chromium browser = Chromium.start(Chromium.installed().orElseThrow());
        Tab tab = browser.open()) {
      tab.size(1024, 768);
      tab.go(demo.address());
      tab.see("Send the first request");
      assertThat(tab.text()).contains("OPENAI_BASE_URL=" + demo.address() + "/v1");

      demo.sendUntilProved();
      tab.see("has a proved student: promote it");
      tab.click("document.querySelector('.next .act a')");
      tab.see("With 95 % confidence it differs in at most");
      tab.click(tab.named("Let it answer"));
      tab.until("document.querySelector('h1 .stage.live')");

      demo.send(1_000);
      tab.click(tab.named("Overview"));
      tab.until(
          "document.querySelector('.figure.good .value')?.innerText.match(/^\\$0\\.0*[1-9]/)");
      assertThat(demo.read("/admin/v1/report").path("saved_usd").asDouble(0)).isPositive();
      assertThat(tab.complaints()).isEmpty();
      assertThat(tab.requests()).allMatch(url -> url.startsWith(demo.address() + "/"));
    }
  }
}
