package dev.asterism.simulate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a simulation found.
public final class SimulationReport {

  private static final int NAME = 34;

  private final SimulationSettings settings;
  private final List<Finding> findings;
  private final List<String> left;

  SimulationReport(SimulationSettings settings, List<Finding> findings, List<String> left) {
    this.settings = settings;
    this.findings = List.copyOf(findings);
    this.left = List.copyOf(left);
  }

  /// {@return one JSON object for one set, an array of them for a folder}
  public String json() {
    JsonMapper json = new JsonMapper();
    ArrayNode all = json.createArrayNode();
    for (Finding finding : findings) {
      all.add(object(json, finding));
    }
    return json.writerWithDefaultPrettyPrinter()
        .writeValueAsString(all.size() == 1 ? all.get(0) : all);
  }

  private ObjectNode object(JsonMapper json, Finding finding) {
    ObjectNode object = json.createObjectNode();
    object.put("data", finding.name()).put("policy", settings.kind().name());
    finding.models().forEach(object.putArray("models")::add);
    object.put("labels", finding.labels()).put("judged", finding.judged());
    object.put("seeds", settings.seeds()).put("cost_unit", unit(finding));
    ObjectNode ranges = json.createObjectNode();
    for (String name : finding.figures().values().keySet()) {
      put(object, named(name, finding), finding.figures().mean(name));
      if (name.indexOf('.') < 0) {
        ranges
            .putArray(named(name, finding))
            .add(finding.figures().least(name))
            .add(finding.figures().greatest(name));
      }
      if (name.equals("cost") && !finding.dollars()) {
        object.putNull("cost_usd");
      }
    }
    object.set("ranges", ranges);
    ArrayNode curve = object.putArray("curve");
    finding.curve().forEach(point -> curve.addArray().add(point.cost()).add(point.quality()));
    return object;
  }

  private static String named(String name, Finding finding) {
    return finding.dollars() && name.endsWith("cost") ? name + "_usd" : name;
  }

  private static void put(ObjectNode object, String name, OptionalDouble value) {
    ObjectNode at = object;
    String[] path = name.split("\\.", -1);
    for (int i = 0; i < path.length - 1; i++) {
      at = at.withObjectProperty(path[i]);
    }
    String last = path[path.length - 1];
    if (value.isPresent()) {
      at.put(last, value.getAsDouble());
    } else {
      at.putNull(last);
    }
  }

  private static String unit(Finding finding) {
    return finding.dollars() ? "usd" : "strong calls";
  }

  /// {@return a table that fits 80 columns}
  public String table() {
    StringBuilder table = new StringBuilder();
    for (Finding finding : findings) {
      table.append(
          "%s, %s, %d labels, judged on %d others, %d splits%n"
              .formatted(
                  finding.name(),
                  settings.kind(),
                  finding.labels(),
                  finding.judged(),
                  settings.seeds()));
      finding.models().forEach(model -> table.append("  ").append(cut(model)).append('\n'));
      table.append("  %-34s %10s   %s%n".formatted("", "mean", "least to greatest"));
      for (Map.Entry<String, List<Double>> figure : finding.figures().values().entrySet()) {
        table.append(line(finding, figure.getKey()));
      }
      if (!finding.dollars() && !finding.curve().isEmpty()) {
        table.append("  Costs were not recorded: they are counted in calls of the strong model.\n");
      }
      table.append('\n');
    }
    left.forEach(why -> table.append("Left out: ").append(cut(why)).append('\n'));
    return table.toString();
  }

  private static String line(Finding finding, String name) {
    String mean =
        finding.figures().mean(name).stream()
            .mapToObj(SimulationReport::number)
            .findFirst()
            .orElse("-");
    return "  %-34s %10s   %s to %s%n"
        .formatted(
            named(name, finding).substring(0, Math.min(NAME, named(name, finding).length())),
            mean,
            number(finding.figures().least(name)),
            number(finding.figures().greatest(name)));
  }

  private static String number(double value) {
    return Math.abs(value) >= 0.01 || value == 0
        ? String.format(Locale.ROOT, "%.4f", value)
        : String.format(Locale.ROOT, "%.6f", value);
  }

  private static String cut(String text) {
    return text.length() > 76 ? text.substring(0, 75) + "\u2026" : text;
  }

  /// {@return the curve of cost against quality, as SVG; of a folder that of its first set}
  public String plot() {
    return findings.isEmpty() ? "" : new Plot(findings.getFirst(), settings.kind()).svg();
  }
}
