package dev.asterism.wire;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The model that a request's body names.
public final class ModelName {

  private ModelName() {}

  /// {@return the same body with another model's name; every other byte stays as it was}
  ///
  /// @throws BadRequest if the body is no JSON object that names a model
  public static byte[] replace(byte[] body, String name) {
    try (JsonParser parser = Json.MAPPER.createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        for (String field = parser.nextName(); field != null; field = parser.nextName()) {
          JsonToken value = parser.nextToken();
          if (field.equals("model") && value == JsonToken.VALUE_STRING) {
            int begin = (int) parser.currentTokenLocation().getByteOffset();
            // The value's end is known only once it is read.
            int length = parser.getString().length();
            int end = (int) parser.currentLocation().getByteOffset();
            return spliced(body, begin, Math.max(end, begin + length), name);
          }
          parser.skipChildren();
        }
      }
    } catch (JacksonException _) {
      // Told below.
    }
    throw new BadRequest("model", "'model' must be a non-empty string.");
  }

  private static byte[] spliced(byte[] body, int begin, int end, String name) {
    ByteArrayOutputStream spliced = new ByteArrayOutputStream(body.length + name.length());
    spliced.write(body, 0, begin);
    spliced.writeBytes(Json.MAPPER.writeValueAsBytes(name));
    spliced.write(body, end, body.length - end);
    return spliced.toByteArray();
  }
}
