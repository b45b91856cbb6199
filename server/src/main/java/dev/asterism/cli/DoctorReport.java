package dev.asterism.cli;

import dev.asterism.doctor.Finding;
import dev.asterism.doctor.Finding.State;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a doctor says: a line for each finding, below it how to mend it.
public record DoctorReport(List<Finding> findings) {

  private static final int STATE = 9;

  public DoctorReport {
    findings = List.copyOf(findings);
  }

  /// {@return the exit code: 0 unless something failed}
  public int exitCode() {
    return failed() == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  /// {@return it for people, 80 columns wide, in colours where the command line has them}
  public String text(CommandLine line) {
    Paint paint = Paint.of(line);
    int part = findings.stream().mapToInt(one -> one.part().length()).max().orElse(0) + 2;
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(state(finding.state(), paint)).append(" ".repeat(2));
      String name = Plain.of(finding.part());
      text.append(paint.strong(name)).append(" ".repeat(part - finding.part().length()));
      wrap(text, finding.found(), part);
      if (!finding.remedy().isEmpty()) {
        text.append(" ".repeat(STATE + part));
        wrap(text, "> " + finding.remedy(), part);
      }
    }
    return text.append(System.lineSeparator()).append(summary()).toString();
  }

  /// {@return it for programs}
  public String json() {
    JsonMapper json = new JsonMapper();
    ObjectNode body = json.createObjectNode();
    body.put("healthy", failed() == 0);
    ArrayNode all = body.putArray("findings");
    for (Finding finding : findings) {
      ObjectNode one = all.addObject();
      one.put("part", finding.part());
      one.put("state", finding.state().name().toLowerCase(Locale.ROOT));
      one.put("found", finding.found());
      one.put("remedy", finding.remedy());
    }
    return Admin.pretty(body);
  }

  private long failed() {
    return findings.stream().filter(one -> one.state() == State.FAILED).count();
  }

  private String summary() {
    long warnings = findings.stream().filter(one -> one.state() == State.WARNING).count();
    if (failed() == 0 && warnings == 0) {
      return "All is well.";
    }
    return "%d failed, %d to look at; the lines with > say how to mend them."
        .formatted(failed(), warnings);
  }

  private static String state(State state, Paint paint) {
    return switch (state) {
      case OK -> paint.good("ok     ");
      case WARNING -> paint.doubtful("warning");
      case FAILED -> paint.bad("failed ");
    };
  }

  /// Breaks between words, each further line below the first.
  private static void wrap(StringBuilder text, String sentence, int part) {
    int room = Math.max(20, Lines.WIDTH - STATE - part);
    String indent = System.lineSeparator() + " ".repeat(STATE + part);
    text.append(String.join(indent, Lines.of(Plain.of(sentence), room)))
        .append(System.lineSeparator());
  }
}
