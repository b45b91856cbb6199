package dev.asterism.wire.dialect;

import dev.asterism.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/// How likely a model found the tokens that it wrote.
///
/// @param text what they spell together
/// @param ends where each token ends in the text; empty where the provider did not tell them
/// @param logprobs one for each of them
record TokenProbabilities(String text, List<Integer> ends, List<Double> logprobs) {

  static TokenProbabilities of(String text, Optional<JsonNode> tokens) {
    List<Integer> ends = new ArrayList<>();
    List<Double> logprobs = new ArrayList<>();
    StringBuilder spelled = new StringBuilder();
    for (JsonNode token : tokens.orElseGet(() -> Json.object().putArray("none"))) {
      spelled.append(token.path("token").asString(""));
      ends.add(spelled.length());
      logprobs.add(Math.min(0, token.path("logprob").asDouble(0)));
    }
    return spelled.toString().equals(text)
        ? new TokenProbabilities(text, ends, logprobs)
        : new TokenProbabilities(text, List.of(), List.of());
  }

  /// {@return the probability of a field's value in the JSON object that the text is: the product
  /// of those of its tokens; empty where they are not told}
  Optional<Double> ofField(String name) {
    if (ends.isEmpty()) {
      return Optional.empty();
    }
    try (JsonParser parser = Json.parser(text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        for (String field = parser.nextName(); field != null; field = parser.nextName()) {
          parser.nextToken();
          int begin = (int) parser.currentTokenLocation().getCharOffset();
          parser.skipChildren();
          parser.getString();
          int end = (int) parser.currentLocation().getCharOffset();
          if (field.equals(name)) {
            return Optional.of(Math.exp(between(begin, end)));
          }
        }
      }
    } catch (JacksonException _) {
      // Not an object.
    }
    return Optional.empty();
  }

  private double between(int begin, int end) {
    double sum = 0;
    int from = 0;
    for (int i = 0; i < ends.size(); i++) {
      if (ends.get(i) > begin && from < end) {
        sum += logprobs.get(i);
      }
      from = ends.get(i);
    }
    return sum;
  }
}
