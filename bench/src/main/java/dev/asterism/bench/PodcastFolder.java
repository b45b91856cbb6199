package dev.asterism.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes a folder that can be replayed of a catalogue of podcast episodes: from an episode's title
/// and opening words to its format and its guest.
///
/// `PodcastFolder DIRECTORY OUT`: reads `episodes.jsonl`; every fifth episode is for testing.
final class PodcastFolder {

  private static final int TESTED = 5;

  private PodcastFolder() {}

  static void main(String[] arguments) throws IOException {
    JsonMapper json = new JsonMapper();
    Path out = Files.createDirectories(Path.of(arguments[1]));
    List<String> train = new ArrayList<>();
    List<String> test = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]).resolve("episodes.jsonl"))) {
      JsonNode episode = json.readTree(line);
      ObjectNode row = json.createObjectNode();
      row.set("id", episode.path("id"));
      row.put(
          "input", episode.path("title").asString("") + "\n" + episode.path("intro").asString(""));
      ObjectNode output = row.putObject("output");
      output.set("format", episode.path("format"));
      output.set("guest", episode.path("guest"));
      boolean tested = (train.size() + test.size()) % TESTED == TESTED - 1;
      (tested ? test : train).add(json.writeValueAsString(row));
    }
    Files.write(out.resolve("train.jsonl"), train);
    Files.write(out.resolve("test.jsonl"), test);
    Files.writeString(
        out.resolve("labels.json"), "{\"type\":\"extraction\",\"fields\":[\"format\",\"guest\"]}");
  }
}
