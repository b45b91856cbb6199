package dev.asterism.server;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Label;
import dev.asterism.discover.Asked;
import dev.asterism.discover.Finder;
import dev.asterism.discover.Narrowing;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoredTrace;
import dev.asterism.store.Unrecognised;
import dev.asterism.task.KnownTemplate;
import dev.asterism.task.Recogniser;
import dev.asterism.task.Sighting;
import dev.asterism.task.TaskId;
import dev.asterism.task.Templates;
import dev.asterism.trace.Example;
import dev.asterism.trace.Traffic.Seen;
import dev.asterism.wire.BadRequest;
import dev.asterism.wire.ChatReading;
import dev.asterism.wire.dialect.ConversationForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads stored chat for templates that nobody named, and makes its past examples of their tasks.
///
/// On the learning thread alone, but for [#templates()], which every request reads.
final class Discovery {

  private static final System.Logger LOG = System.getLogger(Discovery.class.getName());
  private static final int PAGE = 200;
  private static final int MOST_TEMPLATES = 1_000;

  /// Traces that are read again when the server starts, and when a template is found.
  private static final long LOOKED_BACK = 20_000;

  private final SqliteStore store;
  private final Finder finder = new Finder();
  private final Map<TaskId, Long> checked = new HashMap<>();
  private long cursor;
  private long highest;
  private volatile Templates templates;

  /// What a stored trace says.
  private record Read(Asked asked, StoredTrace stored, ChatReading answer) {

    Example example(Sighting sighting) {
      Optional<Label> label = answer.label(asked.request().format()).map(sighting::inner);
      return new Example(
          0,
          stored.trace().id(),
          sighting.position(),
          sighting.task().id(),
          sighting.input(),
          label,
          true,
          label.isPresent() ? answer.content() : "",
          true,
          Optional.empty(),
          Optional.empty(),
          stored.trace().usage().inputTokens(),
          stored.trace().usage().outputTokens());
    }
  }

  Discovery(SqliteStore store) {
    this.store = store;
    this.templates = new Templates(store.templates());
    lookBack();
    this.highest = cursor;
  }

  /// {@return the templates that are known at the moment}
  Templates templates() {
    return templates;
  }

  private void lookBack() {
    cursor = Math.max(0, store.newestNumber() - LOOKED_BACK);
  }

  /// Reads some more of what was stored.
  ///
  /// @param retire takes a task's students out of use: a wider template took its place
  /// @return whether there was anything to read
  boolean step(Consumer<TaskId> retire) {
    List<Unrecognised> page = store.unrecognised(cursor, PAGE);
    List<Example> recognised = new ArrayList<>();
    for (Unrecognised one : page) {
      cursor = one.number();
      read(one.stored()).ifPresent(read -> sight(one.number(), read, recognised));
      highest = Math.max(highest, cursor);
    }
    store.adopt(recognised);
    if (finder.isDue() && templates.all().size() < MOST_TEMPLATES) {
      publish(finder.look(), retire);
    }
    return !page.isEmpty();
  }

  private void sight(long number, Read read, List<Example> recognised) {
    ChatRequest request = read.asked().request();
    Optional<Sighting> sighting =
        Recogniser.isAnswerable(request) ? templates.sighting(request) : Optional.empty();
    if (sighting.isPresent()) {
      recognised.add(read.example(sighting.get()));
    } else if (number > highest) {
      finder.add(read.asked());
    }
  }

  private void publish(List<KnownTemplate> found, Consumer<TaskId> retire) {
    if (found.isEmpty()) {
      return;
    }
    for (KnownTemplate one : found) {
      for (KnownTemplate narrower : templates.coveredBy(one)) {
        store.forget(narrower);
        retire.accept(narrower.task().id());
      }
      store.keep(one);
      templates = templates.with(one);
      LOG.log(System.Logger.Level.INFO, "found a recurring prompt: " + one.task().id());
    }
    lookBack();
  }

  /// Looks whether a template's prompt has grown inside a slot, once for so many new sightings.
  void watch(Seen seen) {
    TaskId task = seen.task().id();
    long sightings = seen.sightings();
    if (sightings < checked.getOrDefault(task, 0L) + Narrowing.REQUESTS) {
      return;
    }
    checked.put(task, sightings);
    templates.all().stream()
        .filter(known -> known.task().id().equals(task))
        .findFirst()
        .ifPresent(known -> watch(known, seen));
  }

  private void watch(KnownTemplate known, Seen seen) {
    List<Read> newest =
        store.newestTraces(known.task().id(), Narrowing.REQUESTS).stream()
            .filter(stored -> !stored.requestCut() && !stored.responseCut())
            .flatMap(stored -> read(stored).stream())
            .toList();
    Narrowing.of(known, newest.stream().map(Read::asked).toList())
        .filter(_ -> templates.all().size() < MOST_TEMPLATES)
        .ifPresent(version -> {
          publish(List.of(version), _ -> {});
          store.adopt(newest.stream().flatMap(read -> taught(read).stream()).toList());
          LOG.log(
              System.Logger.Level.INFO,
              version.task().id() + " is a new version of " + seen.task().id());
        });
  }

  /// What a student answered teaches nothing.
  private Optional<Example> taught(Read read) {
    return read.stored().trace().answeredBy().startsWith("student/")
        ? Optional.empty()
        : templates.sighting(read.asked().request()).map(read::example);
  }

  private static Optional<Read> read(StoredTrace stored) {
    try {
      Optional<ConversationForm> form = ConversationForm.of(stored.trace().endpoint());
      Optional<ChatRequest> asked =
          form.flatMap(spoken -> spoken.parse(stored.request(), Optional.empty()))
              .filter(request -> request.taskName().isEmpty())
              .filter(request -> !NamedPolicy.isNamedBy(request.model()));
      if (asked.isEmpty()) {
        return Optional.empty();
      }
      return form.get()
          .read(stored.response(), stored.trace().stream())
          .filter(ChatReading::complete)
          .map(reading -> new Read(new Asked(asked.get(), reading.content()), stored, reading));
    } catch (BadRequest _) {
      return Optional.empty();
    }
  }
}
