package dev.asterism.console;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/// Serves the page at `/` and its files.
///
/// The page asks nothing of any other host, and its policy says so to the browser: no inline
/// script, no frame, no form that goes elsewhere.
public final class Console implements HttpService {

  private static final String OURS = "dev/asterism/console/";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Map<String, Asset> assets = new LinkedHashMap<>();

  public Console() {
    add("/", OURS + "index.html", HTML);
    add("/console/console.css", OURS + "console.css", STYLE);
    for (String script :
        new String[] {
          "console",
          "api",
          "answers",
          "format",
          "parts",
          "chart",
          "plot",
          "steps",
          "star-map",
          "pages/overview",
          "pages/tasks",
          "pages/task",
          "pages/models",
          "pages/policies",
          "pages/traces",
          "pages/playground",
          "pages/settings"
        }) {
      add("/console/" + script + ".js", OURS + script + ".js", SCRIPT);
    }
    String libraries = "META-INF/resources/";
    add(
        "/console/library/preact.js",
        libraries + "_static/htm/3.1.1/preact/standalone.module.js",
        SCRIPT);
    add(
        "/console/library/uplot.js",
        libraries + "webjars/uplot/1.6.30/dist/uPlot.iife.min.js",
        SCRIPT);
    add("/console/library/uplot.css", libraries + "webjars/uplot/1.6.30/dist/uPlot.min.css", STYLE);
  }

  private void add(String path, String resource, String type) {
    assets.put(path, Asset.of(resource, type));
  }

  @Override
  public void routing(HttpRules rules) {
    assets.forEach(
        (path, asset) -> rules.get(path, (request, response) -> send(request, response, asset)));
  }

  private static void send(ServerRequest request, ServerResponse response, Asset asset) {
    response.header("Content-Security-Policy", POLICY);
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Referrer-Policy", "no-referrer");
    response.header("Cache-Control", "no-cache");
    response.header("ETag", asset.tag());
    if (request
        .headers()
        .first(HeaderNames.IF_NONE_MATCH)
        .filter(asset.tag()::equals)
        .isPresent()) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header("Content-Type", asset.type());
    response.header("Vary", "Accept-Encoding");
    boolean zipped =
        request
            .headers()
            .first(HeaderNames.ACCEPT_ENCODING)
            .filter(e -> e.contains("gzip"))
            .isPresent();
    if (zipped) {
      response.header("Content-Encoding", "gzip");
    }
    response.send(zipped ? asset.zipped() : asset.bytes());
  }
}
