package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Label;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreSettings;
import dev.asterism.task.KnownTemplate;
import dev.asterism.task.Recogniser;
import dev.asterism.task.Sighting;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import dev.asterism.trace.Traffic.Seen;
import dev.asterism.wire.ChatWire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Discovery over a real store, without a gateway: traces are recorded as one would.
class DiscoveryTest {

  private static final String PROMPT = "Is this article a fruit or a tool?\\nArticle: ";

  @TempDir private Path data;

  private final Random random = new Random(9);
  private final List<TaskId> retired = new ArrayList<>();
  private SqliteStore store;
  private Discovery discovery;
  private int recorded;

  @BeforeEach
  void open() {
    store = SqliteStore.open(data, StoreSettings.DEFAULT);
    discovery = new Discovery(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void pastTracesBecomeExamplesAndARestartKeepsTheTemplate() {
    send(PROMPT, "", 60);
    discover();
    KnownTemplate known = only();
    assertThat(store.task(known.task().id()).map(Seen::labelled)).contains(60L);
    assertThat(store.newest(known.task().id(), 100))
        .allSatisfy(example -> {
          assertThat(example.input()).doesNotContain("Article");
          assertThat(example.reference().map(Label::display))
              .hasValueSatisfying(label -> assertThat(label).isIn("fruit", "tool"));
          assertThat(example.surface()).startsWith("Answer: ");
        });
    store.close();
    open();
    assertThat(discovery.templates().all()).containsExactly(known);
    send(PROMPT, "", 5);
    discover();
    assertThat(store.task(known.task().id()).map(Seen::labelled)).contains(65L);
  }

  @Test
  void aPromptThatGrowsBehindTheInputIsAnotherTaskThatTakesItsTracesAlong() {
    send(PROMPT, "", 70);
    discover();
    KnownTemplate old = only();
    send(PROMPT, "\\nThink twice before you answer.", 70);
    discover();
    assertThat(discovery.templates().all()).hasSize(2).contains(old);
    KnownTemplate version = discovery.templates().all().getFirst();
    assertThat(version.task().instructions()).endsWith("Think twice before you answer.");
    assertThat(store.task(version.task().id()).map(Seen::labelled)).contains(64L);
    assertThat(store.newest(version.task().id(), 100))
        .allSatisfy(example -> assertThat(example.input()).doesNotContain("Think"));
    assertThat(retired).isEmpty();
  }

  @Test
  void aTemplateThatWasTooNarrowGivesWayToTheWiderOne() {
    send(PROMPT + "our shop sells ", "", 60);
    discover();
    KnownTemplate narrow = only();
    send(PROMPT, "", 60);
    discover();
    KnownTemplate wide = only();
    assertThat(wide.template().covers(narrow.template())).isTrue();
    assertThat(retired).containsExactly(narrow.task().id());
    assertThat(store.task(wide.task().id()).map(Seen::labelled)).contains(120L);
    assertThat(store.task(narrow.task().id()).map(Seen::labelled)).contains(0L);
  }

  private KnownTemplate only() {
    assertThat(discovery.templates().all()).hasSize(1);
    return discovery.templates().all().getFirst();
  }

  private void discover() {
    store.flush();
    while (discovery.step(retired::add)) {
      // Until nothing is left to read.
    }
    store.tasks().forEach(discovery::watch);
  }

  private void send(String before, String after, int count) {
    for (int i = 0; i < count; i++) {
      String input = Integer.toString(random.nextInt(1_000_000), 36) + " for " + random.nextInt(99);
      record(before + input + after, random.nextBoolean() ? "fruit" : "tool");
    }
  }

  private void record(String text, String answer) {
    byte[] body =
        "{\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(text)
            .getBytes(StandardCharsets.UTF_8);
    Optional<Sighting> sighting =
        new Recogniser(discovery::templates).sighting(ChatWire.parse(body, Optional.empty()));
    TraceId id = new TraceId("trace-%05d".formatted(++recorded));
    store.record(
        new Trace.Recording(
            FruitOrTool.answered(id),
            body,
            FruitOrTool.chatAnswer("Answer: " + answer).getBytes(StandardCharsets.UTF_8),
            sighting.map(Sighting::task).stream().toList(),
            sighting.map(seen -> example(id, seen, answer)).stream().toList()));
  }

  private static Example example(TraceId id, Sighting seen, String answer) {
    return new Example(
        0,
        id,
        0,
        seen.task().id(),
        seen.input(),
        Optional.of(new Label.Text(answer)),
        true,
        "Answer: " + answer,
        true,
        Optional.empty(),
        Optional.empty(),
        10,
        3);
  }
}
