package dev.asterism.server;

import dev.asterism.chat.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// One mapping of a YAML file, read key by key; what nobody asked for is an error.
final class Section {

  private static final String NOTHING = "not set";

  private final String file;
  private final String path;
  private final JsonNode node;
  private final Map<String, Integer> lines;
  private final Map<String, Setting> settings;
  private final Set<String> asked = new LinkedHashSet<>();

  /// @param settings takes in what each key that is asked for holds, by its path
  private Section(
      String file,
      String path,
      JsonNode node,
      Map<String, Integer> lines,
      Map<String, Setting> settings) {
    this.file = file;
    this.path = path;
    this.node = node;
    this.lines = lines;
    this.settings = settings;
    if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
      throw new ConfigException(where() + ": expected a mapping of `key: value` lines");
    }
  }

  static Section parse(String file, String yaml) {
    YAMLMapper mapper = new YAMLMapper();
    try {
      JsonNode tree = yaml.isBlank() ? MissingNode.getInstance() : mapper.readTree(yaml);
      return new Section(file, "", tree, lines(mapper, yaml), new LinkedHashMap<>());
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new ConfigException(
          "%s:%d: not YAML: %s"
              .formatted(file, line, e.getOriginalMessage().lines().findFirst().orElse("")));
    }
  }

  /// The line of each key, by its path: the tree itself forgets them.
  private static Map<String, Integer> lines(YAMLMapper mapper, String yaml) {
    Map<String, Integer> lines = new TreeMap<>();
    try (JsonParser parser = mapper.createParser(yaml)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        lines.putIfAbsent(
            parser.streamReadContext().pathAsPointer().toString(),
            parser.currentTokenLocation().getLineNr());
      }
    }
    return lines;
  }

  Section section(String key) {
    return new Section(file, path + "/" + key, get(key), lines, settings);
  }

  List<Section> sections(String key) {
    JsonNode list = get(key);
    if (!list.isArray() && !list.isMissingNode()) {
      throw wrong(key, "expected a list, each item beginning with `- `");
    }
    List<Section> sections = new ArrayList<>();
    for (JsonNode item : list) {
      String place = path + "/" + key + "/" + sections.size();
      sections.add(new Section(file, place, item, lines, settings));
    }
    return sections;
  }

  List<String> names() {
    return List.copyOf(node.propertyNames());
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : get(key)) {
      texts.add(item.asString(""));
    }
    note(key, texts.isEmpty() ? NOTHING : String.join(", ", texts));
    return texts;
  }

  /// {@return the items of a list, each one value or a mapping}
  <T> List<T> items(String key, Function<String, T> value, Function<Section, T> mapping) {
    List<T> items = new ArrayList<>();
    List<String> spelt = new ArrayList<>();
    for (JsonNode item : get(key)) {
      spelt.add(item.isObject() ? item.toString() : item.asString(""));
      String place = path + "/" + key + "/" + items.size();
      items.add(
          item.isObject()
              ? mapping.apply(new Section(file, place, item, lines, settings))
              : value.apply(item.asString("")));
    }
    note(key, spelt.isEmpty() ? NOTHING : String.join(", ", spelt));
    return items;
  }

  /// {@return one value or a mapping; empty where the key is not there}
  <T> Optional<T> item(String key, Function<String, T> value, Function<Section, T> mapping) {
    return get(key).isObject()
        ? Optional.of(mapping.apply(section(key)))
        : optional(key).map(value);
  }

  /// {@return what is written there, as JSON; empty where the key is not there}
  Optional<Value> json(String key) {
    JsonNode value = get(key);
    return value.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            Value.read(value.toString())
                .orElseThrow(() -> wrong(key, "is larger or deeper than anything asked for here")));
  }

  Optional<String> optional(String key) {
    Optional<String> value = value(key);
    note(key, value.orElse(NOTHING));
    return value;
  }

  /// {@return what is told to nobody}
  Optional<String> secret(String key) {
    Optional<String> value = value(key);
    note(key, value.isPresent() ? "set" : NOTHING);
    return value;
  }

  /// {@return what is told to nobody}
  List<String> secrets(String key) {
    List<String> values = texts(key);
    note(key, values.isEmpty() ? NOTHING : values.size() + " set");
    return values;
  }

  private Optional<String> value(String key) {
    JsonNode value = get(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isValueNode()) {
      throw wrong(key, "expected one value");
    }
    return Optional.of(value.asString());
  }

  String text(String key, String fallback) {
    return noted(key, optional(key).orElse(fallback));
  }

  String required(String key, String example) {
    return optional(key)
        .orElseThrow(
            () -> new ConfigException(where() + ": '" + key + "' is missing: give " + example));
  }

  int whole(String key, int fallback, int least, int most) {
    double value = number(key, fallback, least, most);
    if (value != Math.rint(value)) {
      throw wrong(key, "expected a whole number");
    }
    return (int) value;
  }

  double number(String key, double fallback, double least, double most) {
    double value = number(key, least, most).orElse(fallback);
    note(key, plain(value));
    return value;
  }

  OptionalDouble number(String key, double least, double most) {
    JsonNode value = get(key);
    if (value.isMissingNode()) {
      note(key, NOTHING);
      return OptionalDouble.empty();
    }
    if (!value.isNumber() || value.asDouble() < least || value.asDouble() > most) {
      throw wrong(
          key,
          "expected a number from %s to %s, not '%s'"
              .formatted(plain(least), plain(most), value.asString("?")));
    }
    note(key, plain(value.asDouble()));
    return OptionalDouble.of(value.asDouble());
  }

  boolean truth(String key, boolean fallback) {
    JsonNode value = get(key);
    note(key, Boolean.toString(value.asBoolean(fallback)));
    if (value.isMissingNode()) {
      return fallback;
    }
    if (!value.isBoolean()) {
      throw wrong(key, "expected true or false, not '%s'".formatted(value.asString("?")));
    }
    return value.asBoolean();
  }

  <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
    Optional<String> text = optional(key);
    note(key, text.orElse(spelt(fallback)));
    return text.isEmpty() ? fallback : choice(key, type, text.get());
  }

  /// {@return the words of a list, or the only one; empty where the key is not there}
  <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
    JsonNode value = get(key);
    if (value.isArray()) {
      return texts(key).stream().map(text -> choice(key, type, text)).toList();
    }
    return optional(key).map(text -> choice(key, type, text)).stream().toList();
  }

  private <E extends Enum<E>> E choice(String key, Class<E> type, String text) {
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = spelt(constant);
      if (name.equals(text)) {
        return constant;
      }
      known.add(name);
    }
    throw wrong(key, "'%s' is not one of %s".formatted(text, String.join(", ", known)));
  }

  /// Stops at the first key that nobody asked for, naming the nearest one that is known.
  void finish() {
    for (String key : node.propertyNames()) {
      if (!asked.contains(key)) {
        String nearest =
            asked.stream().min(Comparator.comparingInt(known -> distance(known, key))).orElse("");
        throw wrong(key, "is not known here; did you mean '" + nearest + "'?");
      }
    }
  }

  ConfigException wrong(String key, String why) {
    return new ConfigException(where(key) + ": " + why);
  }

  String where(String key) {
    String pointer = path + "/" + key;
    return "%s:%d: %s".formatted(file, line(pointer), dotted(pointer));
  }

  private String where() {
    return "%s:%d: %s".formatted(file, line(path), path.isEmpty() ? "the file" : dotted(path));
  }

  /// {@return every setting that was asked for so far, in that order}
  SettingsReport report() {
    return new SettingsReport(List.copyOf(settings.values()));
  }

  private String noted(String key, String value) {
    note(key, value);
    return value;
  }

  private void note(String key, String value) {
    String pointer = path + "/" + key;
    boolean set = !node.path(key).isMissingNode();
    String from = set ? "%s:%d".formatted(file, line(pointer)) : Setting.DEFAULT;
    settings.put(pointer, new Setting(dotted(pointer), value, from));
  }

  private static String spelt(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private int line(String pointer) {
    return lines.getOrDefault(pointer, 1);
  }

  private static String dotted(String pointer) {
    return pointer.substring(1).replace('/', '.');
  }

  private JsonNode get(String key) {
    asked.add(key);
    return node.path(key);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /// Levenshtein's distance, in one row.
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int substitution = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
