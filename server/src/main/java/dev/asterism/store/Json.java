package dev.asterism.store;

import dev.asterism.chat.Label;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// What rows keep as JSON, because nothing searches in it.
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static <T> T read(String json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  static String labels(List<Label> labels) {
    return write(labels.stream().map(Label::key).toList());
  }

  static List<Label> labels(String json) {
    return List.of(read(json, String[].class)).stream().map(Label::parse).toList();
  }
}
