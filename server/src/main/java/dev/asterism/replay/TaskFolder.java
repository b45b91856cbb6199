package dev.asterism.replay;

import dev.asterism.chat.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A recorded task: `labels.json`, `train.jsonl` and `test.jsonl` (or the same with `.gz`), one
/// `{"id", "input", "output"}` on each line, `output` a label, a text, or any other JSON.
///
/// @param name the folder's
/// @param kind what its answers are
/// @param labels the labels, where there are any
/// @param fields the names of an answer's fields, where there are any
public record TaskFolder(
    String name,
    Kind kind,
    List<String> labels,
    List<String> fields,
    List<Row> train,
    List<Row> test) {

  public TaskFolder {
    labels = List.copyOf(labels);
    fields = List.copyOf(fields);
    train = List.copyOf(train);
    test = List.copyOf(test);
  }

  /// What the answers of a task are, by the name that `labels.json` gives as its `type`.
  public enum Kind {
    SINGLE_LABEL,
    MULTI_LABEL,
    INTENT_AND_SLOTS,
    EXTRACTION,
    TEXT_TO_SQL;

    private static Kind of(Path file, String type) {
      return Arrays.stream(values())
          .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(type))
          .findFirst()
          .orElseThrow(() ->
              new BadFolder(
                  "%s: a replay knows no tasks of type '%s', but of %s"
                      .formatted(
                          file,
                          type,
                          String.join(
                              ", ",
                              Arrays.stream(values())
                                  .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                  .toList()))));
    }
  }

  /// One recorded answer.
  ///
  /// @param output a label or a text as it is, anything else as JSON
  public record Row(String input, String output) {

    /// {@return whether an answer says the same}
    public boolean isAnsweredBy(String answer) {
      return Value.ofAnswer(answer.strip()).equals(Value.ofAnswer(output.strip()));
    }
  }

  /// {@return the task in a folder}
  ///
  /// @param without outputs whose rows are left out
  /// @throws BadFolder if it holds none
  public static TaskFolder read(Path folder, Set<String> without) {
    Path file = folder.resolve("labels.json");
    JsonNode about = about(file);
    Kind kind = Kind.of(file, about.path("type").asString("?"));
    List<String> labels = texts(about.path("labels"));
    labels.removeAll(without);
    if (kind == Kind.SINGLE_LABEL && labels.size() < 2) {
      throw new BadFolder(folder + ": fewer than two labels are left: there is nothing to decide");
    }
    Set<String> known = kind == Kind.SINGLE_LABEL ? new HashSet<>(labels) : Set.of();
    return new TaskFolder(
        String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
        kind,
        labels,
        texts(about.path("fields")),
        rows(folder, "train.jsonl", known, without),
        rows(folder, "test.jsonl", known, without));
  }

  private static JsonNode about(Path file) {
    try {
      return new JsonMapper().readTree(Files.readAllBytes(file));
    } catch (IOException | JacksonException e) {
      throw new BadFolder(
          "%s cannot be read: a replay needs a folder with labels.json, train.jsonl and test.jsonl"
              .formatted(file));
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asString("")));
    return texts;
  }

  /// @param known the labels that there are; empty where answers are no labels
  private static List<Row> rows(Path folder, String name, Set<String> known, Set<String> without) {
    Path plain = folder.resolve(name);
    Path file = Files.exists(plain) ? plain : folder.resolve(name + ".gz");
    JsonMapper json = new JsonMapper();
    List<Row> rows = new ArrayList<>();
    int number = 0;
    try (BufferedReader lines = lines(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        JsonNode row = json.readTree(line);
        JsonNode input = row.path("input");
        JsonNode output = row.path("output");
        if (!input.isString() || output.isMissingNode() || output.isNull()) {
          throw new BadFolder(
              "%s:%d: expected {\"id\", \"input\", \"output\"}, the input a string"
                  .formatted(file, number));
        }
        String answer = output.isString() ? output.asString() : json.writeValueAsString(output);
        if (known.isEmpty() ? !without.contains(answer) : known.contains(answer)) {
          rows.add(new Row(input.asString(), answer));
        } else if (!without.contains(answer)) {
          throw new BadFolder("%s:%d: '%s' is not in labels.json".formatted(file, number, answer));
        }
      }
    } catch (JacksonException e) {
      throw new BadFolder("%s:%d: not a line of JSON".formatted(file, number));
    } catch (IOException e) {
      throw new BadFolder("%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
    }
    return rows;
  }

  private static BufferedReader lines(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
  }
}
