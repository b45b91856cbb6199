package dev.asterism.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A headless Chromium of this machine, with a profile of its own that is gone when it is closed.
///
/// Spoken to over DevTools, of which a test needs a dozen commands: the libraries for it bring a
/// Node of their own, 200 MB of it.
public final class Chromium implements AutoCloseable {

  private static final List<Path> PLACES =
      Stream.of("chromium", "chromium-browser", "google-chrome")
          .map(name -> Path.of("/usr/bin", name))
          .toList();

  private static final String LISTENS = "DevTools listening on ";

  private final Path profile;
  private final Process process;
  private final DevTools tools;

  private Chromium(Path profile, Process process, DevTools tools) {
    this.profile = profile;
    this.process = process;
    this.tools = tools;
  }

  /// {@return the browser of this machine; empty where there is none}
  public static Optional<Path> installed() {
    return PLACES.stream().filter(Files::isExecutable).findFirst();
  }

  public static Chromium start(Path program) throws IOException {
    Path profile = Files.createTempDirectory("asterism-browser");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                // Of root, as continuous integration often is, Chromium asks for this.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    DevTools tools = new DevTools(address(process));
    return new Chromium(profile, process, tools);
  }

  private static URI address(Process process) throws IOException {
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int at = line.indexOf(LISTENS);
      if (at >= 0) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
        return URI.create(line.substring(at + LISTENS.length()).strip());
      }
    }
    throw new IOException("Chromium ended before it listened");
  }

  /// Opens an empty tab, in a context that shares nothing with another tab's.
  public Tab open() throws IOException {
    String context =
        tools
            .command("", "Target.createBrowserContext", Map.of())
            .path("browserContextId")
            .asString();
    String target =
        tools
            .command(
                "",
                "Target.createTarget",
                Map.of("url", "about:blank", "browserContextId", context))
            .path("targetId")
            .asString();
    String session =
        tools
            .command("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asString();
    return new Tab(tools, target, session);
  }

  @Override
  public void close() {
    tools.close();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    // Its children may still write as it ends: what is left, the system's own cleaning takes.
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException _) {
      // See above.
    }
  }
}
