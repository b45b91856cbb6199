package dev.asterism.wire;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A conversation's request put to others than the one that the client named. Where nothing else is
/// said, the fields are those of every form in which conversations are held.
public final class ChatAsking {

  private ChatAsking() {}

  /// {@return the request put to a model, to be answered in one piece}
  public static byte[] whole(byte[] body, String model) {
    return Json.bytes(asked(body, model));
  }

  /// {@return a chat request put to a model, and how likely it found each token is to be told}
  public static byte[] weighed(byte[] body, String model) {
    return Json.bytes(asked(body, model).put("logprobs", true));
  }

  /// {@return the same, so that asking again may bring another answer}
  public static byte[] sampled(byte[] body, String model) {
    ObjectNode json = asked(body, model);
    if (settings(json) instanceof ObjectNode settings) {
      if (settings.path("temperature").asDouble(1) == 0) {
        settings.put("temperature", 1);
      }
      settings.remove("seed");
    }
    return Json.bytes(json);
  }

  /// {@return what a model is told of what others drafted}
  public static String drafted(List<String> drafts) {
    StringBuilder text =
        new StringBuilder(
            "Others have drafted answers to the request above. They may be wrong or incomplete."
                + " Answer the request yourself, in the form that it asks for: take what is right"
                + " in them, correct what is not, and do not mention the drafts.\n");
    for (String draft : drafts) {
      text.append("\n<draft>\n").append(draft).append("\n</draft>\n");
    }
    return text.toString();
  }

  /// {@return a request of our own that asks a model what an answer is worth, from 0 to 100}
  public static byte[] judging(String model, String question, String answer) {
    return surely(
        model,
        "How likely is it that the answer is right and does all that the request asks? Reply"
            + " with one whole number from 0 (surely not) to 100 (surely), and nothing"
            + " else.\n\n<request>\n"
            + question
            + "\n</request>\n\n<answer>\n"
            + answer
            + "\n</answer>");
  }

  /// {@return a request of our own that asks a model, from 0 to 100, whether another answer would
  /// have done as well}
  ///
  /// @param answer that was given
  /// @param other that could have been given
  public static byte[] comparing(String model, String question, String answer, String other) {
    return surely(
        model,
        "Here are a request, the answer that it got, and another answer. How likely is it that"
            + " the other answer would have done as well: that it answers this very request,"
            + " and says and leaves out nothing that makes a difference to whoever asked? Reply"
            + " with one whole number from 0 (surely not) to 100 (surely), and nothing"
            + " else.\n\n"
            + "<request>\n"
            + question
            + "\n</request>\n\n<answer>\n"
            + answer
            + "\n</answer>\n\n<other>\n"
            + other
            + "\n</other>");
  }

  /// {@return a request of our own that asks a model which of several answers say the same}
  ///
  /// @param answers at least two
  public static byte[] grouping(String model, String question, List<String> answers) {
    StringBuilder text =
        new StringBuilder(
            "Here are a request and several answers to it. Which of them say the same, whatever"
                + " their words: so that it makes no difference to whoever asked which one is"
                + " given? Reply with one line for each group of such answers, the numbers of its"
                + " answers in it, divided by spaces; each number once, and nothing else.\n\n"
                + "<request>\n"
                + question
                + "\n</request>\n");
    for (int i = 0; i < answers.size(); i++) {
      text.append("\n<answer number=\"%d\">\n".formatted(i + 1))
          .append(answers.get(i))
          .append("\n</answer>\n");
    }
    return surely(model, text.toString());
  }

  private static byte[] surely(String model, String question) {
    ObjectNode json = Json.object().put("model", model).put("temperature", 0);
    json.putArray("messages").addObject().put("role", "user").put("content", question);
    return Json.bytes(json);
  }

  /// {@return an answer without its tokens' probabilities, which the client did not ask for}
  public static byte[] withoutProbabilities(byte[] answer) {
    JsonNode json = Json.read(answer);
    for (JsonNode choice : json.path("choices")) {
      if (choice instanceof ObjectNode object) {
        object.putNull("logprobs");
      }
    }
    return Json.bytes(json);
  }

  /// {@return whether a request asks for its tokens' probabilities itself}
  public static boolean asksForProbabilities(byte[] body) {
    return Json.object(body).path("logprobs").asBoolean(false);
  }

  /// {@return the temperature that a request asks for; empty where it leaves it to the model}
  public static Optional<Double> temperature(byte[] body) {
    JsonNode temperature = settings(Json.object(body)).path("temperature");
    return temperature.isNumber() ? Optional.of(temperature.asDouble()) : Optional.empty();
  }

  /// {@return how many tokens an answer may have at most; empty where the request sets no limit}
  public static Optional<Long> mostTokens(byte[] body) {
    JsonNode settings = settings(Json.object(body));
    return Stream.of("max_completion_tokens", "max_output_tokens", "max_tokens", "maxOutputTokens")
        .map(settings::path)
        .filter(JsonNode::isNumber)
        .map(JsonNode::asLong)
        .findFirst();
  }

  /// {@return where a request says how it is to be answered: Gemini's in an object of its own}
  private static JsonNode settings(ObjectNode json) {
    for (String own : List.of("generationConfig", "generation_config")) {
      if (json.has(own)) {
        return json.path(own);
      }
    }
    return json;
  }

  private static ObjectNode asked(byte[] body, String model) {
    ObjectNode json = Json.object(body);
    json.put("model", model);
    json.remove("stream");
    json.remove("stream_options");
    return json;
  }
}
