package dev.asterism.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One page in a browser, as a person sees and uses it.
public final class Tab implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE_MILLIS = 20;
  private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  private final JsonMapper json = new JsonMapper();
  private final DevTools tools;
  private final String target;
  private final String session;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  Tab(DevTools tools, String target, String session) throws IOException {
    this.tools = tools;
    this.target = target;
    this.session = session;
    tools.listen(session, this::hear);
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      command(domain + ".enable", Map.of());
    }
  }

  private void hear(JsonNode event) {
    JsonNode said = event.path("params");
    switch (event.path("method").asString("")) {
      case "Network.requestWillBeSent" ->
          requests.add(said.path("request").path("url").asString(""));
      case "Runtime.exceptionThrown" -> complaints.add(said.path("exceptionDetails").toString());
      case "Runtime.consoleAPICalled" -> {
        if (List.of("error", "warning", "assert").contains(said.path("type").asString(""))) {
          complaints.add(said.path("args").toString());
        }
      }
      case "Log.entryAdded" -> {
        if (said.path("entry").path("level").asString("").equals("error")) {
          complaints.add(said.path("entry").toString());
        }
      }
      default -> {
        // A test asks for what else it wants to know.
      }
    }
  }

  /// {@return the errors and warnings in the browser's console so far}
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /// {@return the addresses asked so far, those of `data:` left out}
  public List<String> requests() {
    return requests.stream().filter(url -> !url.startsWith("data:")).toList();
  }

  public void size(int width, int height) throws IOException {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /// Sets whether the person likes dark pages; moving pictures are left out, so that a picture of
  /// the page is the same each time.
  public void dark(boolean dark) throws IOException {
    command(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  public void go(String url) throws IOException {
    command("Page.navigate", Map.of("url", url));
  }

  /// {@return what a script says, once what it promised is there}
  public JsonNode evaluate(String script) throws IOException {
    JsonNode said =
        command(
            "Runtime.evaluate",
            Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
    if (said.has("exceptionDetails")) {
      throw new IOException(script + ": " + said.path("exceptionDetails"));
    }
    return said.path("result").path("value");
  }

  /// Waits until the page shows a text.
  public void see(String text) throws IOException {
    until("document.body?.innerText.includes(" + json.writeValueAsString(text) + ")");
  }

  /// Waits until a script says true.
  public void until(String script) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!evaluate("Boolean(" + script + ")").asBoolean(false)) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "never came true: " + script + "; the page says: " + text() + "; " + complaints);
      }
      pause();
    }
  }

  /// {@return the text that a person reads}
  public String text() throws IOException {
    return evaluate("document.body?.innerText ?? ''").asString("");
  }

  /// Presses the mouse in the middle of an element that a person can reach there.
  ///
  /// @param element a script that finds it
  public void click(String element) throws IOException {
    until(element);
    JsonNode at =
        evaluate(
            """
            (async () => {
              const element = %s;
              element.scrollIntoView({ block: 'center', behavior: 'instant' });
              await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
              const box = element.getBoundingClientRect();
              const x = box.x + box.width / 2, y = box.y + box.height / 2;
              const top = document.elementFromPoint(x, y);
              return { x, y, reached: element.contains(top) };
            })()
            """
                .formatted(element));
    if (!at.path("reached").asBoolean(false)) {
      throw new IOException(element + " is covered by something else");
    }
    for (String type : List.of("mousePressed", "mouseReleased")) {
      command(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              at.path("x").asDouble(0),
              "y",
              at.path("y").asDouble(0),
              "button",
              "left",
              "clickCount",
              1));
    }
  }

  /// {@return a script that finds the button, link or summary with a text}
  public String named(String text) throws IOException {
    return "[...document.querySelectorAll('button, a, summary')].find(one => one.innerText.trim()"
        + " === "
        + json.writeValueAsString(text)
        + ")";
  }

  /// Writes into a field.
  public void write(String selector, String text) throws IOException {
    String field = "document.querySelector(" + json.writeValueAsString(selector) + ")";
    until(field);
    evaluate(field + ".focus(), " + field + ".select?.()");
    command("Input.insertText", Map.of("text", text));
  }

  /// {@return what axe-core finds serious or critical, in one line each}
  public List<String> barriers() throws IOException {
    if (!evaluate("typeof axe === 'object'").asBoolean(false)) {
      evaluate(axe() + "; 0");
    }
    JsonNode found = evaluate("axe.run(document, { resultTypes: ['violations'] })");
    List<String> barriers = new ArrayList<>();
    for (JsonNode violation : found.path("violations")) {
      String impact = violation.path("impact").asString("");
      if (impact.equals("serious") || impact.equals("critical")) {
        JsonNode node = violation.path("nodes").path(0);
        barriers.add(
            "%s: %s, %s"
                .formatted(
                    violation.path("id").asString(""),
                    node.path("html").asString(""),
                    node.path("failureSummary").asString("")));
      }
    }
    return barriers;
  }

  private static String axe() throws IOException {
    try (InputStream in = Tab.class.getClassLoader().getResourceAsStream(AXE)) {
      if (in == null) {
        throw new IOException(AXE + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// {@return a picture of the page from its top, as a PNG}
  ///
  /// @param height of the picture, at most; a shorter page is shown whole
  public byte[] picture(int height) throws IOException {
    JsonNode size =
        evaluate("({width: innerWidth, height: document.documentElement.scrollHeight})");
    Map<String, Object> clip =
        Map.of(
            "x",
            0,
            "y",
            0,
            "width",
            size.path("width").asInt(0),
            "height",
            Math.min(height, size.path("height").asInt(0)),
            "scale",
            1);
    String data =
        command(
                "Page.captureScreenshot",
                Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
            .path("data")
            .asString("");
    return Base64.getDecoder().decode(data);
  }

  private JsonNode command(String method, Map<String, Object> parameters) throws IOException {
    return tools.command(session, method, parameters);
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    tools.command("", "Target.closeTarget", Map.of("targetId", target));
  }
}
