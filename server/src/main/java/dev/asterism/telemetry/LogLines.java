package dev.asterism.telemetry;

import dev.asterism.telemetry.LogSettings.Format;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what is logged, one line for each record.
///
/// What an exception says of itself may quote a prompt or a key, so only its kind and its place are
/// told; disks and databases speak of themselves alone.
public final class LogLines extends Formatter {

  static final int MOST_FRAMES = 40;

  private final JsonMapper json = new JsonMapper();
  private final Format format;

  public LogLines(Format format) {
    this.format = format;
  }

  @Override
  public String format(LogRecord record) {
    String line =
        switch (format) {
          case TEXT -> text(record);
          case JSON -> json.writeValueAsString(object(record));
        };
    return line + System.lineSeparator();
  }

  private String text(LogRecord record) {
    StringBuilder line = new StringBuilder();
    line.append(record.getInstant()).append(' ').append(record.getLevel().getName()).append(' ');
    line.append(formatMessage(record));
    RequestLine.of(record)
        .ifPresent(request ->
            request
                .fields()
                .forEach((name, value) -> line.append(' ').append(name).append('=').append(value)));
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      line.append(" (").append(kind(thrown)).append(')');
      Arrays.stream(thrown.getStackTrace())
          .limit(1)
          .forEach(frame -> line.append(" at ").append(frame));
    }
    // A line stays one, whatever a client called its model.
    return line.toString().replaceAll("\\p{Cntrl}", " ");
  }

  private ObjectNode object(LogRecord record) {
    ObjectNode line = json.createObjectNode();
    line.put("time", record.getInstant().toString());
    line.put("level", record.getLevel().getName());
    line.put("logger", String.valueOf(record.getLoggerName()));
    line.put("message", formatMessage(record));
    RequestLine.of(record)
        .ifPresent(request -> request.fields().forEach((name, value) -> line.putPOJO(name, value)));
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      line.put("error", kind(thrown));
      ArrayNode stack = line.putArray("stack");
      Arrays.stream(thrown.getStackTrace())
          .limit(MOST_FRAMES)
          .forEach(frame -> stack.add(frame.toString()));
    }
    return line;
  }

  /// {@return what an exception is, without what it says of itself}
  static String kind(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? named(thrown) : named(thrown) + " of " + named(cause);
  }

  private static String named(Throwable thrown) {
    String name = thrown.getClass().getName();
    return switch (thrown) {
      case SQLException of -> name + ": " + of.getMessage();
      case FileSystemException of -> name + ": " + of.getMessage();
      default -> name;
    };
  }
}
