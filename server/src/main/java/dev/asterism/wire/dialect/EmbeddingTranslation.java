package dev.asterism.wire.dialect;

import dev.asterism.chat.Usage;
import dev.asterism.wire.BadRequest;
import dev.asterism.wire.CannotBeHad;
import dev.asterism.wire.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's embeddings by Gemini's batchEmbedContents.
final class EmbeddingTranslation {

  private static final Set<String> KNOWN =
      Set.of("model", "input", "dimensions", "encoding_format", "user");
  private static final int MOST = 2_048;

  private EmbeddingTranslation() {}

  static Translation of(byte[] body, Optional<String> alias) {
    ObjectNode json = Json.object(body);
    for (String field : json.propertyNames()) {
      if (!KNOWN.contains(field) && json.hasNonNull(field)) {
        throw Draft.unknown(field);
      }
    }
    String asked = Json.text(json, "model", "model");
    String model = alias.orElse(asked);
    List<String> texts = texts(json.path("input"));
    ArrayNode requests = Json.object().putArray("requests");
    for (String text : texts) {
      ObjectNode request = requests.addObject();
      request.put("model", "models/" + model);
      request.putObject("content").putArray("parts").addObject().put("text", text);
      if (json.hasNonNull("dimensions")) {
        request.set("outputDimensionality", json.path("dimensions"));
      }
    }
    ObjectNode sent = Json.object();
    sent.set("requests", requests);
    boolean base64 = json.path("encoding_format").asString("float").equals("base64");
    long characters = texts.stream().mapToLong(String::length).sum();
    return new Translation(
        Translation.gemini(model, "batchEmbedContents"),
        Json.bytes(sent),
        json.hasNonNull("user") ? Set.of("user") : Set.of(),
        new Vectors(asked, base64, characters));
  }

  private static List<String> texts(JsonNode input) {
    List<String> texts = new ArrayList<>();
    if (input.isString()) {
      texts.add(input.asString());
    }
    for (JsonNode item : input) {
      if (!item.isString()) {
        throw new CannotBeHad(
            "input", "'input' must hold texts: tokens are not the same elsewhere.");
      }
      texts.add(item.asString());
    }
    if (texts.isEmpty() || texts.size() > MOST) {
      throw new BadRequest("input", "'input' must be a text or a list of 1 to " + MOST + ".");
    }
    return texts;
  }

  /// Renders vectors as OpenAI's clients expect them.
  ///
  /// The provider does not say what it used; a token for four characters is what is booked.
  private record Vectors(String model, boolean base64, long characters) implements WholeRendering {

    private static final int CHARACTERS_PER_TOKEN = 4;

    @Override
    public byte[] whole(byte[] body) throws Unreadable {
      JsonNode embeddings = parsed(body).path("embeddings");
      if (!embeddings.isArray()) {
        throw new Unreadable("it holds no embeddings");
      }
      ObjectNode json = Json.object().put("object", "list");
      ArrayNode data = json.putArray("data");
      for (JsonNode embedding : embeddings) {
        ObjectNode row = data.addObject().put("object", "embedding").put("index", data.size() - 1);
        JsonNode values = embedding.path("values");
        if (base64) {
          row.put("embedding", base64(values));
        } else {
          row.set("embedding", values);
        }
      }
      json.put("model", model);
      json.putObject("usage")
          .put("prompt_tokens", used().inputTokens())
          .put("total_tokens", used().inputTokens());
      return Json.bytes(json);
    }

    private static JsonNode parsed(byte[] body) throws Unreadable {
      try {
        return Json.read(body);
      } catch (JacksonException _) {
        throw new Unreadable("it is not JSON");
      }
    }

    private static String base64(JsonNode values) {
      ByteBuffer bytes =
          ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      values.forEach(value -> bytes.putFloat((float) value.asDouble(0)));
      return Base64.getEncoder().encodeToString(bytes.array());
    }

    private Usage used() {
      return new Usage(Math.ceilDiv(characters, CHARACTERS_PER_TOKEN), 0);
    }

    @Override
    public byte[] fault(int status, byte[] body) {
      return Json.bytes(Fault.read(status, body).in(Dialect.OPENAI));
    }

    @Override
    public Optional<Usage> usage() {
      return Optional.of(used());
    }
  }
}
