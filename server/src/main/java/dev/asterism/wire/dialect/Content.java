package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// What a message holds, in every dialect: one text, or a list of parts.
final class Content {

  private Content() {}

  /// {@return the parts of a message; none where it holds an empty text}
  ///
  /// @param field that holds them
  /// @param kind what the dialect calls parts
  /// @param reader reads one of them; empty for one that is left as it is
  /// @throws BadRequest if the field is no text and no list
  static List<Part> read(
      Fields message, String field, String kind, Function<Fields, Optional<Part>> reader) {
    JsonNode content = message.take(field);
    if (content.isString()) {
      return content.asString().isEmpty() ? List.of() : List.of(new Part.Text(content.asString()));
    }
    if (!content.isArray()) {
      throw new BadRequest(
          message.at(field),
          "'%s' must be a string or a list of %s.".formatted(message.at(field), kind));
    }
    List<Part> parts = new ArrayList<>();
    Fields.each(
        content,
        message.at(field),
        fields ->
            reader
                .apply(fields)
                .ifPresent(part -> {
                  parts.add(part);
                  fields.finish();
                }));
    return parts;
  }
}
