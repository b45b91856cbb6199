package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import dev.asterism.wire.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a response of a student's was asked with, item by item, as the API of responses lists it.
///
/// @param items oldest first, each with an id
public record InputItems(List<ObjectNode> items) {

  private static final int USUAL = 20;
  private static final int MOST = 100;

  public InputItems {
    items = List.copyOf(items);
  }

  public static InputItems of(OwnResponse response) {
    List<ObjectNode> items = new ArrayList<>();
    String prefix = response.id().replace("resp_", "msg_") + "_";
    for (JsonNode item : response.input()) {
      items.add(whole(item, prefix + items.size()));
    }
    return new InputItems(items);
  }

  /// {@return an item in full: a message may come without its type, and its text as it is}
  private static ObjectNode whole(JsonNode item, String id) {
    ObjectNode whole = Json.object();
    whole.put("id", item.path("id").asString(id));
    whole.put("type", item.path("type").asString("message"));
    item.properties().forEach(field -> whole.putIfAbsent(field.getKey(), field.getValue()));
    if (item.path("content").isString()) {
      boolean told = item.path("role").asString("").equals("assistant");
      whole
          .putArray("content")
          .addObject()
          .put("type", told ? "output_text" : "input_text")
          .set("text", item.path("content"));
    }
    return whole;
  }

  /// {@return one page of the list}
  ///
  /// @param limit how many items at most, from 1 to 100; 20 where it is not given
  /// @param order `asc` for the oldest first, `desc` for the newest, which is usual
  /// @param after the id of the item that the page follows
  /// @throws BadRequest if one of them is something else
  public byte[] page(Optional<String> limit, Optional<String> order, Optional<String> after) {
    List<ObjectNode> ordered = new ArrayList<>(items);
    if (isNewestFirst(order.orElse("desc"))) {
      Collections.reverse(ordered);
    }
    int begin = after.map(id -> place(ordered, id) + 1).orElse(0);
    int end = Math.min(ordered.size(), begin + limit.map(InputItems::limit).orElse(USUAL));
    List<ObjectNode> shown = ordered.subList(begin, end);
    ObjectNode page = Json.object();
    page.put("object", "list");
    page.putArray("data").addAll(shown);
    page.put("first_id", shown.isEmpty() ? "" : shown.getFirst().path("id").asString());
    page.put("last_id", shown.isEmpty() ? "" : shown.getLast().path("id").asString());
    page.put("has_more", end < ordered.size());
    return Json.bytes(page);
  }

  private static boolean isNewestFirst(String order) {
    return switch (order) {
      case "desc" -> true;
      case "asc" -> false;
      default -> throw new BadRequest("order", "'order' must be asc or desc, not '" + order + "'.");
    };
  }

  private static int place(List<ObjectNode> ordered, String id) {
    for (int place = 0; place < ordered.size(); place++) {
      if (ordered.get(place).path("id").asString().equals(id)) {
        return place;
      }
    }
    throw new BadRequest("after", "'after' must be the id of an item of this response.");
  }

  private static int limit(String text) {
    if (!text.matches("[0-9]{1,3}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MOST) {
      throw new BadRequest("limit", "'limit' must be a whole number from 1 to " + MOST + ".");
    }
    return Integer.parseInt(text);
  }
}
