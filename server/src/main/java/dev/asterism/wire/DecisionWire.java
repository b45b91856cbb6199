package dev.asterism.wire;

import dev.asterism.chat.DecisionAnswer;
import dev.asterism.chat.DecisionRequest;
import dev.asterism.chat.Label;
import dev.asterism.chat.Question;
import dev.asterism.chat.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's decisions.
public final class DecisionWire {

  private static final int MOST_QUESTIONS = 400;
  private static final int MOST_OPTIONS = 255;

  /// Fields that a student's answer honours, or that ask nothing of it.
  private static final Set<String> HARMLESS =
      Set.of(
          "model",
          "input",
          "questions",
          "safety_identifier",
          "prompt_cache_key",
          "prompt_cache_options");

  private DecisionWire() {}

  /// {@return what a body asks}
  ///
  /// @throws BadRequest if the body is not a decisions request
  public static DecisionRequest parse(byte[] body) {
    ObjectNode json = Json.object(body);
    String model = Json.text(json, "model", "model");
    JsonNode input = json.path("input");
    if (!input.isString() && !input.isArray()) {
      throw new BadRequest("input", "'input' must be a string or a list of items.");
    }
    JsonNode questions = json.path("questions");
    if (!questions.isArray() || questions.isEmpty() || questions.size() > MOST_QUESTIONS) {
      throw new BadRequest(
          "questions", "'questions' must be a list of 1 to " + MOST_QUESTIONS + " questions.");
    }
    List<Question> parsed = new ArrayList<>();
    for (JsonNode question : questions) {
      parsed.add(question(question, "questions[" + parsed.size() + "]"));
    }
    return new DecisionRequest(model, spelling(input), isText(input), parsed, demands(json));
  }

  /// {@return the same request with only some of its questions, the rest of its fields as they
  /// were}
  public static byte[] subset(byte[] body, List<Integer> positions) {
    ObjectNode json = Json.object(body);
    JsonNode questions = json.path("questions");
    ArrayNode some = Json.MAPPER.createArrayNode();
    positions.forEach(position -> some.add(questions.get(position)));
    json.set("questions", some);
    return Json.MAPPER.writeValueAsBytes(json);
  }

  /// {@return one of a request's questions, about another input}
  public static byte[] about(byte[] body, int position, String input) {
    ObjectNode json = Json.object(subset(body, List.of(position)));
    json.put("input", input);
    return Json.MAPPER.writeValueAsBytes(json);
  }

  /// {@return the places of the questions that have a name; none where the body is no decisions
  /// request}
  public static List<Integer> places(byte[] body, String name) {
    List<Integer> places = new ArrayList<>();
    try {
      JsonNode questions = Json.MAPPER.readTree(body).path("questions");
      // System One's questions are an object, each under its name.
      int place = questions.isObject() ? List.copyOf(questions.propertyNames()).indexOf(name) : -1;
      if (place >= 0) {
        return List.of(place);
      }
      for (int i = 0; i < questions.size(); i++) {
        if (questions.path(i).path("name").asString("").equals(name)) {
          places.add(i);
        }
      }
    } catch (JacksonException _) {
      return List.of();
    }
    return places;
  }

  /// What a teacher answered.
  ///
  /// @param answers in question order
  /// @param nodes the same, as they were written
  /// @param usage as the provider reported it; empty where it did not
  public record Reading(List<DecisionAnswer> answers, List<JsonNode> nodes, Optional<Usage> usage) {

    public Reading {
      answers = List.copyOf(answers);
      nodes = List.copyOf(nodes);
    }
  }

  /// {@return the answers in a body; empty where the body is no answer to these questions}
  public static Optional<Reading> read(byte[] body, List<Question> questions) {
    try {
      JsonNode json = Json.MAPPER.readTree(body);
      JsonNode list = json.path("answers");
      if (list.size() != questions.size() || !list.isArray()) {
        return Optional.empty();
      }
      List<DecisionAnswer> answers = new ArrayList<>();
      List<JsonNode> nodes = new ArrayList<>();
      for (JsonNode node : list) {
        answers.add(answer(node));
        nodes.add(node);
      }
      return Optional.of(new Reading(answers, nodes, UsageWire.ofResponses(json.path("usage"))));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// {@return an answer as a model that decides would have written it}
  public static ObjectNode node(Question question, DecisionAnswer answer) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    switch (answer) {
      case DecisionAnswer.Predicate(var probability) -> {
        name(json, "predicate", question);
        json.put("probability", probability);
      }
      case DecisionAnswer.Choice choice -> {
        name(json, "choice", question);
        put(json, "choice", choice.choice());
        json.put("confidence", choice.confidence());
        ArrayNode list = json.putArray("probabilities");
        for (Question.Option option : Judgement.options(question)) {
          ObjectNode row = list.addObject();
          put(row, "value", option.value());
          row.put("probability", choice.probabilities().get(list.size() - 1));
        }
      }
      case DecisionAnswer.Score score -> {
        name(json, "score", question);
        json.put("score", score.score());
        json.put("confidence", score.confidence());
        ArrayNode list = json.putArray("probabilities");
        for (Question.Option level : Judgement.options(question)) {
          int place = list.size();
          ObjectNode row = list.addObject();
          row.put("value", place);
          row.put("label", level.value().display());
          row.put("probability", score.probabilities().get(place));
        }
      }
      case DecisionAnswer.Refusal _ -> name(json, "refusal", question);
    }
    return json;
  }

  /// {@return a whole answer}
  public static byte[] response(String model, List<? extends JsonNode> answers, Usage usage) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("model", model);
    json.putArray("answers").addAll(answers);
    json.set("usage", UsageWire.responses(usage));
    return Json.MAPPER.writeValueAsBytes(json);
  }

  /// What is not known may change what a right answer is, so no student answers it.
  private static Set<String> demands(JsonNode json) {
    Set<String> demands = new HashSet<>(json.propertyNames());
    demands.removeIf(field -> HARMLESS.contains(field) || json.path(field).isNull());
    return demands;
  }

  private static void name(ObjectNode json, String type, Question question) {
    json.put("type", type);
    question.name().ifPresentOrElse(name -> json.put("name", name), () -> json.putNull("name"));
  }

  private static void put(ObjectNode json, String field, Label label) {
    switch (label) {
      case Label.Text(var value) -> json.put(field, value);
      case Label.Truth(var value) -> json.put(field, value);
    }
  }

  private static DecisionAnswer answer(JsonNode node) {
    List<Double> probabilities = new ArrayList<>();
    for (JsonNode row : node.path("probabilities")) {
      probabilities.add(row.path("probability").asDouble(0));
    }
    double confidence = node.path("confidence").asDouble(0);
    return switch (node.path("type").asString("")) {
      case "predicate" -> new DecisionAnswer.Predicate(node.path("probability").asDouble(0));
      case "choice" -> {
        Optional<Label> choice = label(node.path("choice"));
        yield choice.isPresent()
            ? new DecisionAnswer.Choice(choice.get(), confidence, probabilities)
            : new DecisionAnswer.Refusal();
      }
      case "score" ->
          new DecisionAnswer.Score(node.path("score").asDouble(0), confidence, probabilities);
      default -> new DecisionAnswer.Refusal();
    };
  }

  private static Optional<Label> label(JsonNode value) {
    if (value.isBoolean()) {
      return Optional.of(new Label.Truth(value.asBoolean()));
    }
    return value.isString() ? Optional.of(new Label.Text(value.asString())) : Optional.empty();
  }

  private static Question question(JsonNode json, String path) {
    Optional<String> name =
        json.path("name").isString() ? Optional.of(json.path("name").asString()) : Optional.empty();
    String type = Json.text(json, "type", path + ".type");
    return switch (type) {
      case "predicate" -> new Question.Predicate(name, instructions(json, path));
      case "choice" ->
          new Question.Choice(
              name, instructions(json, path), options(json, "choices", "value", path));
      case "score" ->
          new Question.Score(
              name, instructions(json, path), options(json, "levels", "label", path));
      default ->
          throw new BadRequest(
              path + ".type", "'" + type + "' is not a question: use predicate, choice or score.");
    };
  }

  private static String instructions(JsonNode json, String path) {
    return Json.text(json, "instructions", path + ".instructions");
  }

  private static List<Question.Option> options(
      JsonNode json, String field, String value, String path) {
    JsonNode list = json.path(field);
    String where = path + "." + field;
    if (!list.isArray() || list.size() < 2 || list.size() > MOST_OPTIONS) {
      throw new BadRequest(where, "'%s' must list 2 to %d of them.".formatted(where, MOST_OPTIONS));
    }
    List<Question.Option> options = new ArrayList<>();
    Set<Label> seen = new HashSet<>();
    for (JsonNode item : list) {
      String place = where + "[" + options.size() + "]." + value;
      Label label =
          label(item.path(value))
              .orElseThrow(
                  () -> new BadRequest(place, "'" + place + "' must be a string or a boolean."));
      if (!seen.add(label)) {
        throw new BadRequest(place, "'%s' is listed twice.".formatted(label.display()));
      }
      JsonNode description = item.path("description");
      options.add(
          new Question.Option(
              label,
              description.isString() ? Optional.of(description.asString()) : Optional.empty()));
    }
    return options;
  }

  /// The input's text where it is only text; else its JSON, so that nothing is lost.
  private static String spelling(JsonNode input) {
    return input.isString() ? input.asString() : Json.MAPPER.writeValueAsString(input);
  }

  private static boolean isText(JsonNode input) {
    if (input.isString()) {
      return true;
    }
    for (JsonNode item : input) {
      JsonNode content = item.path("content");
      if (!item.path("type").asString("message").equals("message")) {
        return false;
      }
      for (JsonNode part : content.isArray() ? content : Json.MAPPER.createArrayNode()) {
        if (!part.path("type").asString("").equals("input_text")) {
          return false;
        }
      }
    }
    return true;
  }
}
