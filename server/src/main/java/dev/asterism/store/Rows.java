package dev.asterism.store;

import dev.asterism.chat.Label;
import dev.asterism.chat.Question.Option;
import dev.asterism.chat.Schema;
import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.model.Depth;
import dev.asterism.model.StudentId;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Origin;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.Judgement;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Serving;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import dev.asterism.trace.Traffic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads the domain's records out of rows.
final class Rows {

  private Rows() {}

  static Trace trace(ResultSet row) throws SQLException {
    return new Trace(
        new TraceId(row.getString("id")),
        Kind.valueOf(row.getString("kind")),
        text(row, "parent").map(TraceId::new),
        Times.instant(row.getLong("at")),
        row.getString("endpoint"),
        row.getString("requested_model"),
        row.getString("answered_by"),
        row.getString("policy"),
        row.getInt("status"),
        text(row, "error"),
        row.getBoolean("stream"),
        new Usage(
            row.getLong("input_tokens"),
            row.getLong("cached_input_tokens"),
            row.getLong("output_tokens"),
            row.getLong("reasoning_tokens")),
        new Usd(row.getLong("cost")),
        new Usd(row.getLong("would_have_cost")),
        row.getLong("total_micros"),
        row.getLong("upstream_micros"),
        row.getInt("sightings"),
        new Serving(
            text(row, "provider"),
            row.getInt("attempts"),
            row.getString("serving_reason"),
            row.getBoolean("usage_estimated")));
  }

  static StoredTrace storedTrace(ResultSet row) throws SQLException {
    return new StoredTrace(
        trace(row),
        bytes(row, "request"),
        row.getBoolean("request_cut"),
        bytes(row, "response"),
        row.getBoolean("response_cut"));
  }

  static Example example(ResultSet row) throws SQLException {
    TaskId task = new TaskId(row.getString("task"));
    int version = row.getInt("student_version");
    return new Example(
        row.getLong("sequence"),
        new TraceId(row.getString("trace")),
        row.getInt("position"),
        task,
        row.getString("input"),
        label(row, "reference"),
        row.getBoolean("teacher_answered"),
        row.getString("surface"),
        row.getBoolean("uniform"),
        version == 0 ? Optional.empty() : Optional.of(new StudentId(task, version)),
        label(row, "student_answer"),
        judgement(row),
        row.getLong("input_tokens"),
        row.getLong("output_tokens"));
  }

  private static Optional<Judgement> judgement(ResultSet row) throws SQLException {
    Depth depth =
        row.getBoolean("unread")
            ? Depth.UNREAD
            : row.getBoolean("meaning") ? Depth.MEANING : Depth.WORDS;
    long nanos = row.getLong("judged_nanos");
    // Of requests from before times were kept it is only known that some were unread.
    return row.wasNull() && depth != Depth.UNREAD
        ? Optional.empty()
        : Optional.of(new Judgement(depth, nanos));
  }

  static Disagreement disagreement(ResultSet row) throws SQLException {
    return new Disagreement(
        row.getLong("sequence"),
        new TraceId(row.getString("trace")),
        row.getInt("position"),
        Times.instant(row.getLong("at")),
        row.getString("input"),
        Label.parse(row.getString("student_answer")),
        Label.parse(row.getString("reference")),
        row.getBoolean("judged"));
  }

  static Traffic.Seen seen(ResultSet row) throws SQLException {
    Task task =
        new Task(
            new TaskId(row.getString("id")),
            row.getString("name"),
            row.getString("instructions"),
            space(
                row.getString("space"),
                Json.labels(row.getString("labels")),
                List.of(Json.read(row.getString("descriptions"), String[].class))),
            row.getString("teacher"),
            Origin.valueOf(row.getString("origin")));
    return new Traffic.Seen(
        task,
        row.getLong("sightings"),
        row.getLong("labelled"),
        row.getLong("unlabelled"),
        row.getLong("last_sequence"));
  }

  /// {@return the name that [#space] reads}
  static String name(AnswerSpace space) {
    return switch (space) {
      case AnswerSpace.Labels _ -> "labels";
      case AnswerSpace.Truth _ -> "truth";
      case AnswerSpace.Levels _ -> "levels";
      case AnswerSpace.Json _ -> "json";
      case AnswerSpace.Open _ -> "open";
    };
  }

  /// {@return what is kept of an answer space beside its name: the labels declared, or the schema
  /// as if it were one}
  static List<Label> labels(AnswerSpace space) {
    return switch (space) {
      case AnswerSpace.Json(var schema) -> List.of(new Label.Text(schema.rules().canonical()));
      case AnswerSpace.Labels _, AnswerSpace.Truth _, AnswerSpace.Levels _, AnswerSpace.Open _ ->
          space.declared();
    };
  }

  /// {@return what is said of each label declared, in their order; an empty text of one of which
  /// nothing is}
  static List<String> descriptions(AnswerSpace space) {
    return space.options().stream().map(option -> option.description().orElse("")).toList();
  }

  private static AnswerSpace space(String name, List<Label> labels, List<String> descriptions) {
    return switch (name) {
      case "labels" -> new AnswerSpace.Labels(options(labels, descriptions));
      case "truth" -> new AnswerSpace.Truth();
      case "levels" -> new AnswerSpace.Levels(options(labels, descriptions));
      case "json" -> new AnswerSpace.Json(Schema.read(labels.getFirst().display()));
      case "open" -> new AnswerSpace.Open();
      default -> throw new IllegalStateException("no such answer space: " + name);
    };
  }

  /// Tasks of earlier versions have no descriptions.
  private static List<Option> options(List<Label> labels, List<String> descriptions) {
    return IntStream.range(0, labels.size())
        .mapToObj(place ->
            new Option(
                labels.get(place),
                descriptions.stream().skip(place).findFirst().filter(said -> !said.isEmpty())))
        .toList();
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Label> label(ResultSet row, String column) throws SQLException {
    return text(row, column).map(Label::parse);
  }

  private static byte[] bytes(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getBytes(column)).orElseGet(() -> new byte[0]);
  }
}
