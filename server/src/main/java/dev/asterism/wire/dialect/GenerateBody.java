package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import dev.asterism.wire.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.ObjectNode;

/// The body of a call of Gemini's, which says here what its path said: its first two fields are
/// `model` and `stream`, as in other APIs. So all that looks at requests, keeps them or puts them
/// to another model finds both where it finds them everywhere. On the way to a provider that speaks
/// the same they become a path again, and every other byte is the client's.
public final class GenerateBody {

  private static final String MODEL = "model";
  private static final String STREAM = "stream";

  private GenerateBody() {}

  /// {@return a client's body with what its path said}
  ///
  /// @throws BadRequest if it is no JSON object, or says itself what the path says
  public static byte[] told(byte[] body, GenerateCall call) {
    ObjectNode json = Json.object(body);
    for (String field : List.of(MODEL, STREAM)) {
      if (json.has(field)) {
        throw new BadRequest(field, "'" + field + "' stands in the path, not in the body.");
      }
    }
    ObjectNode said = Json.object().put(MODEL, call.model());
    said.put(STREAM, call.method() == GenerateCall.Method.STREAM);
    byte[] fields = Json.bytes(said);
    int open = open(body);
    ByteArrayOutputStream all = new ByteArrayOutputStream(body.length + fields.length);
    all.write(body, 0, open);
    all.write(fields, 1, fields.length - 2);
    if (!json.isEmpty()) {
      all.write(',');
    }
    all.write(body, open, body.length - open);
    return all.toByteArray();
  }

  /// {@return where an object's first field may stand}
  private static int open(byte[] object) {
    int at = 0;
    while (object[at] != '{') {
      at++;
    }
    return at + 1;
  }

  /// A call as a provider of Gemini's expects it.
  ///
  /// @param path at the provider, below its base URL, with its query
  public record Sent(String path, byte[] body) {}

  /// {@return the call that a body tells of}
  ///
  /// @param query that goes with it, with its question mark; empty for none
  /// @throws BadRequest if the body does not begin with a model's name
  public static Sent sent(Api api, byte[] body, String query) {
    String model = "";
    boolean stream = false;
    try (JsonParser parser = Json.parser(body)) {
      parser.nextToken();
      int open = (int) parser.currentLocation().getByteOffset();
      int end = open;
      for (String field = parser.nextName();
          MODEL.equals(field) || STREAM.equals(field);
          field = parser.nextName()) {
        JsonToken value = parser.nextToken();
        if (field.equals(MODEL) && value == JsonToken.VALUE_STRING) {
          model = parser.getString();
        } else {
          stream = value == JsonToken.VALUE_TRUE;
        }
        end = (int) parser.currentLocation().getByteOffset();
      }
      if (!model.isEmpty()) {
        GenerateCall.Method method = GenerateCall.Method.of(api, stream);
        String path = Translation.gemini(model, method.word());
        return new Sent(
            stream ? path + "?alt=sse" + query.replaceFirst("^\\?", "&") : path + query,
            without(body, open, end));
      }
    } catch (JacksonException _) {
      // Told below.
    }
    throw new BadRequest(MODEL, "The path must name a model, as /v1beta/models/NAME:METHOD.");
  }

  private static byte[] without(byte[] body, int open, int end) {
    int rest = end < body.length && body[end] == ',' ? end + 1 : end;
    ByteArrayOutputStream own = new ByteArrayOutputStream(body.length);
    own.write(body, 0, open);
    own.write(body, rest, body.length - rest);
    return own.toByteArray();
  }
}
