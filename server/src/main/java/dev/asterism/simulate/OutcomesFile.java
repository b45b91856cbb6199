package dev.asterism.simulate;

import dev.asterism.policy.Equivalence;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Recorded outcomes on disk: one JSON object on each line of a `.jsonl` or `.jsonl.gz` file.
///
/// `{"id", "prompt", "models": {name: {"correct", "cost_usd", "latency_s", "answer", "samples"}}}`;
/// only `models` and `correct` are required.
final class OutcomesFile {

  private static final int MOST_LINES = 200_000;
  private static final int MOST_CHARACTERS = 4_000_000;
  private static final String FORM =
      "{\"id\", \"prompt\", \"models\": {name: {\"correct\": 0..1}}}";

  private OutcomesFile() {}

  /// {@return the files of a folder that hold outcomes, or the file itself}
  static List<Path> under(Path place) {
    if (Files.isRegularFile(place)) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.walk(place, 2)) {
      List<Path> found =
          files
              .filter(file -> file.getFileName().toString().matches("outcomes\\.jsonl(\\.gz)?"))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new BadOutcomes(place + ": holds no outcomes.jsonl or outcomes.jsonl.gz");
      }
      return found;
    } catch (IOException e) {
      throw new BadOutcomes(place + " cannot be read: give a file of outcomes or a folder of them");
    }
  }

  /// {@return a short name of a file: that of its folder}
  static String name(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
        .map(Path::getFileName)
        .map(Path::toString)
        .orElse(file.toString());
  }

  /// {@return the questions of a file}
  ///
  /// @throws BadOutcomes if a line holds none
  static List<Question> read(Path file) {
    JsonMapper json = new JsonMapper();
    List<Question> questions = new ArrayList<>();
    int number = 0;
    try (BufferedReader lines = lines(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (number > MOST_LINES || line.length() > MOST_CHARACTERS) {
          throw new BadOutcomes(
              "%s:%d: at most %d lines of %d characters"
                  .formatted(file, number, MOST_LINES, MOST_CHARACTERS));
        }
        questions.add(question(file, number, json.readTree(line)));
      }
    } catch (JacksonException e) {
      throw new BadOutcomes("%s:%d: not a line of JSON: expected %s".formatted(file, number, FORM));
    } catch (IOException e) {
      throw new BadOutcomes("%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
    }
    if (questions.size() < 10) {
      throw new BadOutcomes(file + ": fewer than ten questions: too few to learn from and to test");
    }
    return questions;
  }

  private static Question question(Path file, int number, JsonNode row) {
    JsonNode models = row.path("models");
    if (!models.isObject() || models.isEmpty()) {
      throw new BadOutcomes("%s:%d: no \"models\": expected %s".formatted(file, number, FORM));
    }
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> model : models.properties()) {
      JsonNode correct = model.getValue().path("correct");
      if (!correct.isNumber() || correct.asDouble() < 0 || correct.asDouble() > 1) {
        throw new BadOutcomes(
            "%s:%d: \"correct\" of %s is not a number from 0 to 1"
                .formatted(file, number, model.getKey()));
      }
      outcomes.put(model.getKey(), outcome(model.getValue()));
    }
    String dataset = row.path("dataset").asString("");
    return new Question(
        row.path("id").asString("line " + number),
        text(row.path("prompt")),
        row.path("category").asString(dataset),
        outcomes);
  }

  private static Outcome outcome(JsonNode model) {
    List<Outcome.Sample> samples = new ArrayList<>();
    OptionalDouble cost = cost(model.path("cost_usd"));
    for (JsonNode sample : model.path("samples")) {
      samples.add(
          sample.isArray()
              ? new Outcome.Sample(
                  sample.path(0).asDouble(0) >= 1, Optional.empty(), cost(sample.path(2)))
              : new Outcome.Sample(
                  sample.path("correct").asDouble(0) >= 1, answer(sample.path("answer")), cost));
    }
    return new Outcome(
        model.path("correct").asDouble(),
        cost,
        model.path("latency_s").asDouble(0),
        answer(model.path("answer")),
        samples);
  }

  private static Optional<String> text(JsonNode node) {
    return node.isString() ? Optional.of(node.asString().strip()) : Optional.empty();
  }

  /// Answers are counted by what they mean, as a gateway counts them.
  private static Optional<String> answer(JsonNode node) {
    return text(node).map(Equivalence::of);
  }

  private static OptionalDouble cost(JsonNode node) {
    return node.isNumber() && node.asDouble() >= 0
        ? OptionalDouble.of(node.asDouble())
        : OptionalDouble.empty();
  }

  private static BufferedReader lines(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
  }
}
