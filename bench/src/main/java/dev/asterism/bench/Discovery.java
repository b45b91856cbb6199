package dev.asterism.bench;

import dev.asterism.bench.PromptStyle.Prompt;
import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Message;
import dev.asterism.chat.ResponseFormat;
import dev.asterism.discover.Asked;
import dev.asterism.discover.Finder;
import dev.asterism.task.KnownTemplate;
import dev.asterism.task.Recogniser;
import dev.asterism.task.Sighting;
import dev.asterism.task.TaskId;
import dev.asterism.task.Template;
import dev.asterism.task.Templates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds the tasks in mixed traffic that nobody tagged.
///
/// `Discovery FOLDER [SEEDS] [ROWS]`: each data set in FOLDER is asked with one prompt style,
/// another one for each seed; 35 of 100 requests are of no task: 30 one-off chat, 5 prompts of
/// which a word was changed by chance. One line of figures for each seed.
final class Discovery {

  private static final List<PromptStyle> STYLES = List.copyOf(EnumSet.allOf(PromptStyle.class));
  private static final double ONE_OFF = 0.30;
  private static final double NEAR_MISS = 0.05;
  private static final int ROUNDS = 20;
  private static final int KNOWN_AFTER = 50;
  private static final long MEGABYTE = 1 << 20;

  private Discovery() {}

  private record Row(String input, String output) {}

  /// @param source the data set; empty for a request that is of no task
  private record Request(
      Optional<String> source, List<Message> messages, List<String> slots, String answer) {}

  static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    int rows = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1_200;
    Map<String, List<Row>> sets = new HashMap<>();
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.filter(Files::isDirectory).sorted().toList()) {
        sets.put(String.valueOf(child.getFileName()), rows(child));
      }
    }
    for (int seed = 0; seed < seeds; seed++) {
      System.out.println("seed " + seed + ": " + new Trial().run(traffic(sets, seed, rows)));
    }
  }

  private static List<Row> rows(Path folder) throws IOException {
    JsonMapper json = new JsonMapper();
    List<Row> rows = new ArrayList<>();
    for (String name : List.of("train.jsonl", "train.jsonl.gz", "test.jsonl")) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        try (BufferedReader lines = lines(file)) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode row = json.readTree(line);
            JsonNode output = row.path("output");
            rows.add(
                new Row(
                    row.path("input").asString(""),
                    output.isString() ? output.asString() : output.toString()));
          }
        }
      }
    }
    return rows;
  }

  private static BufferedReader lines(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
  }

  private static List<Request> traffic(Map<String, List<Row>> sets, int seed, int most) {
    Random random = new Random(seed);
    OneOffs oneOffs = new OneOffs(seed);
    List<Request> traffic = new ArrayList<>();
    List<String> names = sets.keySet().stream().sorted().toList();
    for (int i = 0; i < names.size(); i++) {
      PromptStyle style = STYLES.get((i + seed) % STYLES.size());
      List<Row> rows = new ArrayList<>(sets.get(names.get(i)));
      Collections.shuffle(rows, random);
      for (Row row : rows.subList(0, Math.min(most, rows.size()))) {
        Prompt prompt = style.ask(names.get(i).replace('_', ' '), row.input(), random);
        traffic.add(
            new Request(
                Optional.of(names.get(i)),
                prompt.messages(),
                prompt.slots(),
                row.output().startsWith("{") ? row.output() : style.answer(row.output())));
      }
    }
    List<Request> tasks = List.copyOf(traffic);
    double all = tasks.size() / (1 - ONE_OFF - NEAR_MISS);
    for (int i = 0; i < all * ONE_OFF; i++) {
      traffic.add(new Request(Optional.empty(), oneOffs.next(), List.of(), oneOffs.answer()));
    }
    for (int i = 0; i < all * NEAR_MISS; i++) {
      Request near = tasks.get(random.nextInt(tasks.size()));
      traffic.add(
          new Request(Optional.empty(), changed(near, oneOffs, random), List.of(), near.answer()));
    }
    Collections.shuffle(traffic, random);
    return traffic;
  }

  /// The same prompt with a word of its constant text left out, doubled or replaced.
  private static List<Message> changed(Request request, OneOffs oneOffs, Random random) {
    List<Message> messages = new ArrayList<>(request.messages());
    int place = random.nextInt(messages.size());
    String text = messages.get(place).text();
    Set<Integer> varies = new HashSet<>();
    for (String slot : request.slots()) {
      int at = slot.isEmpty() ? -1 : text.indexOf(slot);
      for (int i = at; at >= 0 && i < at + slot.length(); i++) {
        varies.add(i);
      }
    }
    List<Integer> blanks = new ArrayList<>();
    for (int i = 0; i + 1 < text.length(); i++) {
      if (text.charAt(i) == ' '
          && !varies.contains(i)
          && !varies.contains(i - 1)
          && !varies.contains(i + 1)) {
        blanks.add(i);
      }
    }
    if (blanks.isEmpty()) {
      return oneOffs.next();
    }
    int at = blanks.get(random.nextInt(blanks.size()));
    String changed =
        switch (random.nextInt(3)) {
          case 0 -> text.substring(0, at) + text.substring(at + 1);
          case 1 -> text.substring(0, at) + " " + oneOffs.paste(1) + text.substring(at);
          default -> text.substring(0, at) + "\n" + text.substring(at);
        };
    messages.set(place, new Message(messages.get(place).role(), changed));
    return messages;
  }

  /// One run over some traffic.
  private static final class Trial {

    private final Finder finder = new Finder();
    private final List<KnownTemplate> known = new ArrayList<>();
    private final Map<TaskId, String> sources = new HashMap<>();
    private final Map<String, Integer> sightings = new HashMap<>();
    private final Map<String, Integer> missed = new HashMap<>();
    private final List<ChatRequest> recognised = new ArrayList<>();
    private Templates templates = Templates.NONE;
    private int assigned;
    private int right;
    private int exact;
    private int oneOffs;
    private int tasks;
    private int late;
    private int lateRight;
    private long read;
    private long looking;
    private long taking;
    private int looks;

    String run(List<Request> traffic) {
      Recogniser recogniser = new Recogniser(() -> templates);
      for (Request request : traffic) {
        ChatRequest chat =
            new ChatRequest(
                "big",
                request.messages(),
                new ResponseFormat.Text(),
                Optional.empty(),
                false,
                false,
                Set.of());
        Optional<Sighting> sighting =
            recogniser.sighting(chat).filter(one -> sources.containsKey(one.task().id()));
        sighting.ifPresent(_ -> recognised.add(chat));
        judge(request, sighting);
        if (sighting.isEmpty()) {
          take(new Asked(chat, request.answer()));
        }
      }
      return report(traffic.size(), micros(recogniser));
    }

    /// {@return what recognising one request takes, once the code is compiled}
    private double micros(Recogniser recogniser) {
      double micros = 0;
      for (int round = 0; round < ROUNDS; round++) {
        long begun = System.nanoTime();
        long input = 0;
        for (ChatRequest chat : recognised) {
          input += recogniser.sighting(chat).orElseThrow().input().length();
        }
        micros = (System.nanoTime() - begun) / 1e3 / recognised.size();
        read += input;
      }
      return micros;
    }

    private void judge(Request request, Optional<Sighting> sighting) {
      boolean correct =
          sighting.isPresent()
              && request
                  .source()
                  .equals(Optional.of(sources.getOrDefault(sighting.get().task().id(), "")));
      if (sighting.isPresent()) {
        assigned++;
        right += correct ? 1 : 0;
        oneOffs += request.source().isEmpty() ? 1 : 0;
        exact += correct && slots(sighting.get(), request).equals(request.slots()) ? 1 : 0;
      }
      request
          .source()
          .ifPresent(source -> {
            tasks++;
            boolean isLate = sightings.merge(source, 1, Integer::sum) > KNOWN_AFTER;
            late += isLate ? 1 : 0;
            lateRight += isLate && correct ? 1 : 0;
            missed.merge(source, isLate && !correct ? 1 : 0, Integer::sum);
          });
    }

    private List<String> slots(Sighting sighting, Request request) {
      Template template =
          known.stream()
              .filter(one -> one.task().id().equals(sighting.task().id()))
              .findFirst()
              .orElseThrow()
              .template();
      return template.match(request.messages()).orElseThrow();
    }

    private void take(Asked asked) {
      long begun = System.nanoTime();
      finder.add(asked);
      taking += System.nanoTime() - begun;
      if (finder.isDue()) {
        looks++;
        begun = System.nanoTime();
        List<KnownTemplate> found = finder.look();
        looking += System.nanoTime() - begun;
        found.forEach(one -> sources.put(one.task().id(), source(one)));
        known.addAll(found);
        for (KnownTemplate one : found) {
          templates = templates.with(one);
        }
      }
    }

    /// The data set that a template names; none where it is the template of one-off chat.
    private String source(KnownTemplate template) {
      return sightings.keySet().stream()
          .filter(name -> template.task().instructions().contains(name.replace('_', ' ')))
          .findFirst()
          .orElse("");
    }

    private String report(int requests, double micros) {
      Runtime runtime = Runtime.getRuntime();
      System.gc();
      return ("%d requests, %d tasks found (%.2f for 1,000); precision %.3f %%, recall %.2f %%"
              + " after %d sightings, %.2f %% of all; slots exact %.2f %%; one-offs taken for a"
              + " task %d; recognising %.2f us (%d characters read), taking in %.0f us, %d"
              + " looks of %.0f ms; heap %d MB; missed late: %s")
          .formatted(
              requests,
              known.size(),
              1_000.0 * known.size() / requests,
              100.0 * right / Math.max(1, assigned),
              100.0 * lateRight / Math.max(1, late),
              KNOWN_AFTER,
              100.0 * right / Math.max(1, tasks),
              100.0 * exact / Math.max(1, right),
              oneOffs,
              micros,
              read,
              taking / 1e3 / Math.max(1, requests - assigned),
              looks,
              looking / 1e6 / Math.max(1, looks),
              (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE,
              missed);
    }
  }
}
