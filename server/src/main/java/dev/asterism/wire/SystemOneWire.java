package dev.asterism.wire;

import dev.asterism.chat.DecisionAnswer;
import dev.asterism.chat.DecisionRequest;
import dev.asterism.chat.Label;
import dev.asterism.chat.Question;
import dev.asterism.chat.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// System One: questions about a state, each under a name.
///
/// A `noul` is a predicate; what true and false mean, where it says so, belongs to its
/// instructions. A `score`'s levels are known by their descriptions.
public final class SystemOneWire {

  private static final int MOST_QUESTIONS = 400;
  private static final int MOST_OPTIONS = 255;
  private static final Set<String> KNOWN = Set.of("model", "state", "questions");

  private SystemOneWire() {}

  /// {@return what a body asks}
  ///
  /// @throws BadRequest if the body is no System One request
  public static DecisionRequest parse(byte[] body) {
    ObjectNode json = Json.object(body);
    String model = Json.text(json, "model", "model");
    JsonNode state = json.path("state");
    if (!state.isString() && !state.isContainer()) {
      throw new BadRequest("state", "'state' must be a string, an object or a list.");
    }
    JsonNode questions = json.path("questions");
    if (!questions.isObject() || questions.isEmpty() || questions.size() > MOST_QUESTIONS) {
      throw new BadRequest(
          "questions", "'questions' must be an object of 1 to " + MOST_QUESTIONS + " questions.");
    }
    List<Question> parsed = new ArrayList<>();
    for (Map.Entry<String, JsonNode> question : questions.properties()) {
      parsed.add(question(question.getKey(), question.getValue()));
    }
    Set<String> demands = new HashSet<>(json.propertyNames());
    demands.removeIf(field -> KNOWN.contains(field) || json.path(field).isNull());
    return new DecisionRequest(model, content(state), true, parsed, demands);
  }

  private static String content(JsonNode node) {
    return node.isString() ? node.asString() : Json.MAPPER.writeValueAsString(node);
  }

  private static Question question(String key, JsonNode json) {
    String path = "questions." + key;
    Optional<String> name = Optional.of(key);
    JsonNode words = json.path("instructions");
    if (!words.isContainer() && words.asString("").isEmpty()) {
      throw new BadRequest(path + ".instructions", "'" + path + "' must have 'instructions'.");
    }
    JsonNode criteria = json.path("criteria");
    String type = Json.text(json, "type", path + ".type");
    return switch (type) {
      case "noul" -> new Question.Predicate(name, content(words) + meaning(criteria));
      case "choice" -> new Question.Choice(name, content(words), choices(criteria, path));
      case "score" -> new Question.Score(name, content(words), levels(criteria, path));
      default ->
          throw new BadRequest(
              path + ".type", "'" + type + "' is not a question: use noul, choice or score.");
    };
  }

  private static String meaning(JsonNode criteria) {
    StringBuilder meaning = new StringBuilder();
    for (String word : List.of("true", "false")) {
      if (criteria.hasNonNull(word)) {
        meaning.append('\n').append(word).append(": ").append(content(criteria.path(word)));
      }
    }
    return meaning.toString();
  }

  private static List<Question.Option> choices(JsonNode criteria, String path) {
    check(criteria.isObject(), criteria, path);
    List<Question.Option> options = new ArrayList<>();
    for (Map.Entry<String, JsonNode> option : criteria.properties()) {
      options.add(
          new Question.Option(
              new Label.Text(option.getKey()),
              option.getValue().isNull()
                  ? Optional.empty()
                  : Optional.of(content(option.getValue()))));
    }
    return options;
  }

  private static List<Question.Option> levels(JsonNode criteria, String path) {
    check(criteria.isArray(), criteria, path);
    List<Question.Option> levels = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (JsonNode level : criteria) {
      String words = content(level);
      if (!seen.add(words)) {
        throw new BadRequest(path + ".criteria", "'%s' is listed twice.".formatted(words));
      }
      levels.add(new Question.Option(new Label.Text(words), Optional.empty()));
    }
    return levels;
  }

  private static void check(boolean shaped, JsonNode criteria, String path) {
    if (!shaped || criteria.size() < 2 || criteria.size() > MOST_OPTIONS) {
      throw new BadRequest(
          path + ".criteria",
          "'%s.criteria' must hold 2 to %d of them.".formatted(path, MOST_OPTIONS));
    }
  }

  static byte[] subset(byte[] body, List<Integer> positions) {
    ObjectNode json = Json.object(body);
    JsonNode questions = json.path("questions");
    List<String> names = List.copyOf(questions.propertyNames());
    ObjectNode some = Json.object();
    positions.forEach(place -> some.set(names.get(place), questions.path(names.get(place))));
    json.set("questions", some);
    return Json.bytes(json);
  }

  /// A question that the model could not answer is missing from the answers.
  static Optional<DecisionWire.Reading> read(byte[] body, List<Question> questions) {
    try {
      JsonNode json = Json.read(body);
      JsonNode all = json.path("answers");
      if (!all.isObject()) {
        return Optional.empty();
      }
      List<DecisionAnswer> answers = new ArrayList<>();
      List<JsonNode> nodes = new ArrayList<>();
      for (Question question : questions) {
        JsonNode node = all.path(question.name().orElse(""));
        answers.add(answer(question, node));
        nodes.add(node);
      }
      return Optional.of(
          new DecisionWire.Reading(answers, nodes, UsageWire.ofResponses(json.path("usage"))));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static DecisionAnswer answer(Question question, JsonNode node) {
    double confidence = node.path("confidence").asDouble(0);
    JsonNode probabilities = node.path("probabilities");
    List<Double> each = new ArrayList<>();
    for (Question.Option option : Judgement.options(question)) {
      String key =
          question instanceof Question.Score
              ? Integer.toString(each.size())
              : option.value().display();
      each.add(probabilities.path(key).asDouble(0));
    }
    return switch (node.path("type").asString("")) {
      case "noul" -> new DecisionAnswer.Predicate(node.path("noul").asDouble(0));
      case "choice" ->
          new DecisionAnswer.Choice(
              new Label.Text(node.path("choice").asString("")), confidence, each);
      case "score" -> new DecisionAnswer.Score(node.path("score").asDouble(0), confidence, each);
      default -> new DecisionAnswer.Refusal();
    };
  }

  static ObjectNode node(Question question, DecisionAnswer answer) {
    ObjectNode json = Json.object();
    switch (answer) {
      case DecisionAnswer.Predicate(var probability) ->
          json.put("type", "noul").put("noul", probability);
      case DecisionAnswer.Choice(var choice, _, var each) -> {
        json.put("type", "choice").put("choice", choice.display());
        json.put("confidence", peak(each));
        ObjectNode probabilities = json.putObject("probabilities");
        List<Question.Option> options = Judgement.options(question);
        for (int i = 0; i < options.size(); i++) {
          probabilities.put(options.get(i).value().display(), each.get(i));
        }
      }
      case DecisionAnswer.Score(var score, _, var each) -> {
        json.put("type", "score").put("score", score);
        json.put("confidence", peak(each));
        ObjectNode probabilities = json.putObject("probabilities");
        ObjectNode legend = json.putObject("legend");
        List<Question.Option> levels = Judgement.options(question);
        for (int i = 0; i < levels.size(); i++) {
          probabilities.put(Integer.toString(i), each.get(i));
          legend.put(Integer.toString(i), levels.get(i).value().display());
        }
      }
      // A question that is not answered is left out.
      case DecisionAnswer.Refusal _ -> {}
    }
    return json;
  }

  /// How far the likeliest stands out: 1 where it has all the probability, 0 where all are alike.
  private static double peak(List<Double> probabilities) {
    double most = probabilities.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    int count = probabilities.size();
    return count < 2 ? most : Math.max(0, (count * most - 1) / (count - 1));
  }

  static byte[] response(
      String model, List<Question> questions, List<? extends JsonNode> answers, Usage usage) {
    ObjectNode json = Json.object();
    json.put("model", model);
    ObjectNode all = json.putObject("answers");
    for (int i = 0; i < questions.size(); i++) {
      if (!answers.get(i).isEmpty()) {
        all.set(questions.get(i).name().orElse(""), answers.get(i));
      }
    }
    json.putObject("usage")
        .put("input_tokens", usage.inputTokens())
        .put("output_tokens", usage.outputTokens());
    return Json.bytes(json);
  }
}
