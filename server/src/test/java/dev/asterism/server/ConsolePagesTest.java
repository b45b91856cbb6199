package dev.asterism.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.asterism.browser.Chromium;
import dev.asterism.browser.Tab;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each page of the console in a browser, with what a server has really seen.
class ConsolePagesTest {

  private static final List<Integer> WIDTHS = List.of(360, 1_024, 1_920);

  @TempDir private Path data;

  @Test
  void eachPageFitsEachWidthInLightAndDarkWithoutErrorsBarriersOrRequestsElsewhere()
      throws Exception {
    assumeTrue(Chromium.installed().isPresent(), "no Chromium here: apt-get install chromium");
    try (BusyConsole server = new BusyConsole(data)) {
      server.work(1_000);
      SoftAssertions all = new SoftAssertions();
      try (Chromium browser = Chromium.start(Chromium.installed().orElseThrow())) {
        for (Map.Entry<String, String> page : server.pages().entrySet()) {
          look(browser, server.address(), page.getKey(), page.getValue(), all);
        }
      }
      all.assertAll();
    }
  }

  private static void look(
      Chromium browser, String server, String page, String shown, SoftAssertions all)
      throws Exception {
    try (Tab tab = browser.open()) {
      tab.size(1_024, 768);
      tab.go(server + "/#" + page);
      tab.until("document.querySelector('main h1, main h2')");
      tab.until("document.querySelector('main').innerText.includes('" + shown + "')");
      for (boolean dark : List.of(false, true)) {
        tab.dark(dark);
        for (int width : WIDTHS) {
          tab.size(width, 768);
          tab.until("document.documentElement.scrollWidth <= " + width);
        }
        all.assertThat(tab.barriers()).as(page + (dark ? " dark" : " light")).isEmpty();
      }
      all.assertThat(tab.complaints()).as(page).isEmpty();
      all.assertThat(tab.requests()).as(page).allMatch(url -> url.startsWith(server + "/"));
    }
  }
}
