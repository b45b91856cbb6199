package dev.asterism.task;

import dev.asterism.chat.ChatRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The templates that are known, so kept that a request is compared with few of them. Immutable.
///
/// A template is filed under how its first message begins, or where that is a slot, under how its
/// last message ends.
public final class Templates {

  /// Nothing is known yet.
  public static final Templates NONE = new Templates(List.of());

  /// Characters of the beginning or the end that templates are filed under.
  private static final int EDGE = 12;

  /// What requests must share to be compared at all.
  private record Shape(String model, String format, int messages) {}

  private record Drawer(
      Map<String, List<KnownTemplate>> byBeginning,
      Map<String, List<KnownTemplate>> byEnd,
      List<KnownTemplate> others) {

    Drawer() {
      this(new HashMap<>(), new HashMap<>(), new ArrayList<>());
    }
  }

  private final List<KnownTemplate> all;
  private final Map<Shape, Drawer> drawers = new HashMap<>();

  public Templates(List<KnownTemplate> templates) {
    // The one with the most constant text says the most about a request: it goes before others.
    this.all =
        templates.stream()
            .sorted(
                Comparator.comparingInt((KnownTemplate known) -> -known.template().constantLength())
                    .thenComparing(known -> known.task().id().value()))
            .toList();
    all.forEach(this::file);
  }

  private void file(KnownTemplate known) {
    List<Turn> turns = known.template().turns();
    Drawer drawer =
        drawers.computeIfAbsent(
            new Shape(known.task().teacher(), known.format(), turns.size()), _ -> new Drawer());
    String beginning = turns.getFirst().constants().getFirst();
    String end = turns.getLast().constants().getLast();
    List<KnownTemplate> place =
        beginning.length() >= EDGE
            ? drawer.byBeginning.computeIfAbsent(beginning(beginning), _ -> new ArrayList<>())
            : end.length() >= EDGE
                ? drawer.byEnd.computeIfAbsent(end(end), _ -> new ArrayList<>())
                : drawer.others;
    place.add(known);
  }

  /// {@return all of them, those with the most constant text first}
  public List<KnownTemplate> all() {
    return all;
  }

  /// {@return those that a wider one takes the place of}
  public List<KnownTemplate> coveredBy(KnownTemplate wider) {
    return all.stream()
        .filter(known ->
            known.task().teacher().equals(wider.task().teacher())
                && known.format().equals(wider.format())
                && wider.template().covers(known.template()))
        .toList();
  }

  /// {@return these and one more, without those that it covers}
  public Templates with(KnownTemplate one) {
    List<KnownTemplate> templates = new ArrayList<>(all);
    templates.removeAll(coveredBy(one));
    templates.add(one);
    return new Templates(templates);
  }

  /// {@return the task of a request that is of one of these templates}
  public Optional<Sighting> sighting(ChatRequest request) {
    Drawer drawer =
        drawers.get(
            new Shape(request.model(), request.format().spelling(), request.messages().size()));
    if (drawer == null) {
      return Optional.empty();
    }
    String first = request.messages().getFirst().text();
    String last = request.messages().getLast().text();
    return first(drawer.byBeginning.getOrDefault(beginning(first), List.of()), request)
        .or(() -> first(drawer.byEnd.getOrDefault(end(last), List.of()), request))
        .or(() -> first(drawer.others, request));
  }

  private static Optional<Sighting> first(List<KnownTemplate> candidates, ChatRequest request) {
    for (KnownTemplate known : candidates) {
      Optional<Sighting> sighting = known.sighting(request.messages());
      if (sighting.isPresent()) {
        return sighting;
      }
    }
    return Optional.empty();
  }

  private static String beginning(String text) {
    return text.substring(0, Math.min(EDGE, text.length()));
  }

  private static String end(String text) {
    return text.substring(Math.max(0, text.length() - EDGE));
  }
}
