package dev.asterism.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A recorded task: `labels.json`, `train.jsonl` and `test.jsonl` (or the same with `.gz`), one
/// `{"id", "input", "output"}` on each line, `output` a label.
///
/// @param name the folder's
public record TaskFolder(String name, List<String> labels, List<Row> train, List<Row> test) {

  public TaskFolder {
    labels = List.copyOf(labels);
    train = List.copyOf(train);
    test = List.copyOf(test);
  }

  /// One recorded answer.
  public record Row(String input, String output) {}

  /// {@return the task in a folder}
  ///
  /// @param without outputs whose rows are left out
  /// @throws BadFolder if it holds none
  public static TaskFolder read(Path folder, Set<String> without) {
    List<String> labels = labels(folder.resolve("labels.json"));
    labels.removeAll(without);
    if (labels.size() < 2) {
      throw new BadFolder(folder + ": fewer than two labels are left: there is nothing to decide");
    }
    Set<String> known = new HashSet<>(labels);
    return new TaskFolder(
        String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
        labels,
        rows(folder, "train.jsonl", known, without),
        rows(folder, "test.jsonl", known, without));
  }

  private static List<String> labels(Path file) {
    try {
      JsonNode json = new JsonMapper().readTree(Files.readAllBytes(file));
      if (!json.path("type").asString("").equals("single_label")) {
        throw new BadFolder(
            "%s: a replay needs tasks whose answer is one label, this is '%s'"
                .formatted(file, json.path("type").asString("?")));
      }
      List<String> labels = new ArrayList<>();
      json.path("labels").forEach(label -> labels.add(label.asString("")));
      return labels;
    } catch (IOException | JacksonException e) {
      throw new BadFolder(
          "%s cannot be read: a replay needs a folder with labels.json, train.jsonl and test.jsonl"
              .formatted(file));
    }
  }

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
        if (!input.isString() || !output.isString()) {
          throw new BadFolder(
              "%s:%d: expected {\"id\", \"input\", \"output\"} with strings"
                  .formatted(file, number));
        }
        if (known.contains(output.asString())) {
          rows.add(new Row(input.asString(), output.asString()));
        } else if (!without.contains(output.asString())) {
          throw new BadFolder(
              "%s:%d: '%s' is not in labels.json".formatted(file, number, output.asString()));
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
