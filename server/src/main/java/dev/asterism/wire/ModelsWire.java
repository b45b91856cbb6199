package dev.asterism.wire;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's list of models.
public final class ModelsWire {

  private ModelsWire() {}

  public static byte[] list(List<String> names) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("object", "list");
    ArrayNode models = json.putArray("data");
    for (String name : names) {
      ObjectNode model = models.addObject();
      model.put("id", name);
      model.put("object", "model");
      model.put("created", 0);
      model.put("owned_by", "asterism");
    }
    return Json.MAPPER.writeValueAsBytes(json);
  }
}
