package dev.asterism.server;

import dev.asterism.browser.Chromium;
import dev.asterism.browser.Tab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// Takes the documentation's pictures of the console: `bench/screenshots`.
///
/// Arguments: a directory; then, where all widths and both colours are wanted, `all`.
final class Screenshots {

  private static final int REQUESTS = 3_000;
  private static final int TALLEST = 1_500;

  private Screenshots() {}

  public static void main(String[] arguments) throws Exception {
    Path to = Files.createDirectories(Path.of(arguments[0]));
    boolean all = arguments.length > 1;
    Path data = Files.createTempDirectory("asterism-screenshots");
    try (BusyConsole server = new BusyConsole(data);
        Chromium browser = Chromium.start(Chromium.installed().orElseThrow())) {
      take(browser, server.address() + "/", "Send the first request", to, "first-run", all);
      server.work(REQUESTS);
      for (Map.Entry<String, String> page : server.pages().entrySet()) {
        String url = server.address() + "/#" + page.getKey();
        take(browser, url, page.getValue(), to, name(page.getKey()), all);
      }
    } finally {
      delete(data);
    }
  }

  private static String name(String page) {
    return switch (page) {
      case "/" -> "overview";
      case String one when one.startsWith("/tasks/") -> "task";
      case String one when one.startsWith("/traces/") -> "trace";
      default -> page.substring(1);
    };
  }

  private static void take(
      Chromium browser, String url, String shown, Path to, String name, boolean all)
      throws IOException {
    try (Tab tab = browser.open()) {
      for (int width : all ? new int[] {360, 1_280, 2_560} : new int[] {1_024}) {
        tab.size(width, 800);
        for (boolean dark :
            all ? new boolean[] {false, true} : new boolean[] {name.equals("overview")}) {
          tab.dark(dark);
          // Charts take their colours when they are drawn.
          tab.go("about:blank");
          tab.go(url);
          tab.see(shown);
          tab.until("document.querySelector('main')");
          tab.evaluate("new Promise(later => setTimeout(later, 700))");
          if (name.equals("overview")) {
            System.out.printf(
                "first paint of the overview after %.0f ms%n",
                tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
                    .asDouble(0));
          }
          if (name.equals("playground")) {
            play(tab);
          }
          String file = all ? "%s-%d-%s".formatted(name, width, dark ? "dark" : "light") : name;
          Files.write(to.resolve(file + ".png"), tab.picture(TALLEST));
        }
      }
    }
  }

  private static void play(Tab tab) throws IOException {
    tab.write("input[list]", "asterism/support");
    tab.write("textarea[required]", "Is parcel 8 late?");
    tab.click(tab.named("Send"));
    tab.see("for 1,000 like it");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
