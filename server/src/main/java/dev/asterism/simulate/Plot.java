package dev.asterism.simulate;

import dev.asterism.stats.CostQuality.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Draws quality against cost.
final class Plot {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int BOTTOM = 60;
  private static final int TOP = 44;
  private static final int RIGHT = 24;
  private static final int TICKS = 5;

  private final Finding finding;
  private final Kind kind;
  private final double most;
  private final double low;
  private final double high;

  Plot(Finding finding, Kind kind) {
    this.finding = finding;
    this.kind = kind;
    List<Point> all = new ArrayList<>(finding.curve());
    all.addAll(finding.marks().values());
    this.most = Math.max(1e-12, all.stream().mapToDouble(Point::cost).max().orElse(1));
    double least = all.stream().mapToDouble(Point::quality).min().orElse(0);
    double greatest = all.stream().mapToDouble(Point::quality).max().orElse(1);
    double margin = Math.max(0.01, 0.08 * (greatest - least));
    this.low = Math.max(0, least - margin);
    this.high = Math.min(1, greatest + margin);
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="white"/>
        <text x="%d" y="24" font-size="15">%s on %s</text>
        """
            .formatted(WIDTH, HEIGHT, LEFT, kind, escaped(finding.name())));
    for (int tick = 0; tick <= TICKS; tick++) {
      double quality = low + (high - low) * tick / TICKS;
      double cost = most * tick / TICKS;
      svg.append(line(x(0), y(quality), x(most), y(quality), "#ddd"));
      svg.append(
          text(x(0) - 8, y(quality) + 4, "end", String.format(Locale.ROOT, "%.3f", quality)));
      svg.append(text(x(cost), y(low) + 18, "middle", String.format(Locale.ROOT, "%.3g", cost)));
    }
    svg.append(line(x(0), y(low), x(most), y(low), "black"));
    svg.append(line(x(0), y(low), x(0), y(high), "black"));
    String unit =
        finding.dollars() ? "US dollars a question" : "calls of the strong model a question";
    svg.append(text((x(0) + x(most)) / 2, HEIGHT - 16, "middle", "cost: " + unit));
    svg.append(text(x(0) - 8, TOP - 6, "middle", "quality"));
    svg.append("<polyline fill=\"none\" stroke=\"#0057b7\" stroke-width=\"2\" points=\"");
    for (Point point : finding.curve()) {
      svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.cost()), y(point.quality())));
    }
    svg.append("\"/>\n");
    for (Map.Entry<String, Point> mark : finding.marks().entrySet()) {
      double x = x(mark.getValue().cost());
      double y = y(mark.getValue().quality());
      svg.append(
          String.format(
              Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#c33\"/>%n", x, y));
      boolean near = x > WIDTH - 120;
      svg.append(text(near ? x - 8 : x + 8, y + 16, near ? "end" : "start", mark.getKey()));
    }
    return svg.append("</svg>\n").toString();
  }

  private double x(double cost) {
    return LEFT + (WIDTH - LEFT - RIGHT) * cost / most;
  }

  private double y(double quality) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (quality - low) / (high - low);
  }

  private static String line(double x1, double y1, double x2, double y2, String colour) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
        x1,
        y1,
        x2,
        y2,
        colour);
  }

  private static String text(double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        x,
        y,
        anchor,
        escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
