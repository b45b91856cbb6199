package dev.asterism.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.asterism.browser.Chromium;
import dev.asterism.browser.Tab;
import dev.asterism.replay.SmallDemo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
    try (SmallDemo demo = new SmallDemo(new QuickLearner(), data)) {
      demo.send(300);
      SoftAssertions all = new SoftAssertions();
      try (Chromium browser = Chromium.start(Chromium.installed().orElseThrow())) {
        for (Map.Entry<String, String> page : pages(demo).entrySet()) {
          look(browser, demo.address(), page.getKey(), page.getValue(), all);
        }
      }
      all.assertAll();
    }
  }

  /// {@return what each page shows once it is there, by the page's address}
  private static Map<String, String> pages(SmallDemo demo) throws Exception {
    String task = demo.read("/admin/v1/tasks").path("tasks").path(0).path("id").asString("");
    String trace = demo.read("/admin/v1/traces").path("traces").path(0).path("id").asString("");
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("/", "Constellation");
    pages.put("/tasks", "Tasks");
    pages.put("/tasks/" + task, "Evidence");
    pages.put("/models", "Models");
    pages.put("/traces", "Traces");
    pages.put("/traces/" + trace, "Request");
    pages.put("/playground", "Playground");
    pages.put("/settings", "providers");
    return pages;
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
