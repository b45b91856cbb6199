package dev.asterism.wire.dialect;

import dev.asterism.chat.DecisionRequest;
import dev.asterism.chat.Label;
import dev.asterism.chat.Question;
import dev.asterism.wire.CannotBeHad;
import dev.asterism.wire.DecisionForm;
import dev.asterism.wire.DecisionWire;
import dev.asterism.wire.Json;
import dev.asterism.wire.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Questions about one input for providers that are asked in another way: by the other of the two
/// forms, or in a conversation whose answer has a schema.
final class DecisionTranslation {

  /// Hints, which other providers do not have.
  private static final Set<String> HINTS =
      Set.of("safety_identifier", "prompt_cache_key", "prompt_cache_options");

  private DecisionTranslation() {}

  /// {@return the translations to try in turn: a provider that refuses the first may take the next}
  static List<Translation> of(Api from, Language language, byte[] body, Optional<String> model) {
    DecisionForm form = form(from);
    DecisionRequest request = form.parse(body);
    ObjectNode json = Json.object(body);
    Set<String> emulated = hints(request, json);
    String name = model.orElse(request.model());
    JsonNode input = json.path(form == DecisionForm.SYSTEM_ONE ? "state" : "input");
    DecisionForm other =
        form == DecisionForm.SYSTEM_ONE ? DecisionForm.DECISIONS : DecisionForm.SYSTEM_ONE;
    if (language.speaks(api(other))) {
      byte[] asked =
          other == DecisionForm.SYSTEM_ONE
              ? systemOne(name, input, request.questions(), emulated)
              : decisions(name, input, request.questions());
      return List.of(
          new Translation(
              api(other).path(),
              asked,
              emulated,
              new DecisionRendering(from, form, request, new ByForm(other))));
    }
    Api conversation = language.conversation().orElseThrow(() -> Translation.nothing(from));
    emulated.add("questions");
    return StructuredQuestions.translations(from, conversation, name, input, request, emulated);
  }

  /// The other form's answers, by the names that its questions had.
  record ByForm(DecisionForm form) implements DecisionRendering.Judge {

    @Override
    public Optional<DecisionWire.Reading> judge(byte[] body, List<Question> questions) {
      return form.read(body, form == DecisionForm.SYSTEM_ONE ? named(questions) : questions);
    }
  }

  private static DecisionForm form(Api from) {
    return from == Api.SYSTEM_ONE ? DecisionForm.SYSTEM_ONE : DecisionForm.DECISIONS;
  }

  private static Api api(DecisionForm form) {
    return switch (form) {
      case DECISIONS -> Api.DECISIONS;
      case SYSTEM_ONE -> Api.SYSTEM_ONE;
    };
  }

  /// {@return the hints that a request gives, which change no answer}
  private static Set<String> hints(DecisionRequest request, JsonNode json) {
    for (String field : request.demands()) {
      throw Draft.unknown(field);
    }
    Set<String> hints = new TreeSet<>(HINTS);
    hints.removeIf(field -> !json.hasNonNull(field));
    return hints;
  }

  /// {@return the questions with a name each, which tells it from the others}
  static List<Question> named(List<Question> questions) {
    Set<String> names = new TreeSet<>();
    boolean distinct =
        questions.stream().allMatch(question -> names.add(question.name().orElse("")))
            && !names.contains("")
            && names.stream().allMatch(Json::isKey);
    if (distinct) {
      return questions;
    }
    int[] place = {0};
    return questions.stream().map(question -> renamed(question, "q" + ++place[0])).toList();
  }

  private static Question renamed(Question question, String name) {
    return switch (question) {
      case Question.Predicate(_, var words) -> new Question.Predicate(Optional.of(name), words);
      case Question.Choice(_, var words, var options) ->
          new Question.Choice(Optional.of(name), words, options);
      case Question.Score(_, var words, var levels) ->
          new Question.Score(Optional.of(name), words, levels);
    };
  }

  private static byte[] systemOne(
      String model, JsonNode input, List<Question> questions, Set<String> emulated) {
    ObjectNode json = Json.object();
    json.put("model", model);
    json.set("state", input);
    if (!input.isString()) {
      emulated.add("input");
    }
    ObjectNode all = json.putObject("questions");
    int place = 0;
    for (Question question : named(questions)) {
      ObjectNode node = all.putObject(question.name().orElseThrow());
      switch (question) {
        case Question.Predicate(_, var words) ->
            node.put("type", "noul").put("instructions", words);
        case Question.Choice(_, var words, var options) -> {
          node.put("type", "choice").put("instructions", words);
          ObjectNode criteria = node.putObject("criteria");
          for (Question.Option option : options) {
            criteria.set(label(option, place), described(option));
          }
        }
        case Question.Score(_, var words, var levels) -> {
          node.put("type", "score").put("instructions", words);
          ArrayNode criteria = node.putArray("criteria");
          levels.forEach(level -> criteria.add(level(level)));
        }
      }
      place++;
    }
    return Json.bytes(json);
  }

  /// System One's labels are keys; to tell a text "true" from the truth would not be possible.
  private static String label(Question.Option option, int place) {
    return switch (option.value()) {
      case Label.Text(var text) when Json.isKey(text) -> text;
      case Label.Text _ -> throw unknown(place, "half a character");
      case Label.Truth _ -> throw unknown(place, "booleans");
    };
  }

  private static CannotBeHad unknown(int place, String what) {
    String path = "questions[" + place + "].choices";
    return new CannotBeHad(
        path,
        "'%s' holds %s, which the provider of this model does not know.".formatted(path, what));
  }

  private static JsonNode described(Question.Option option) {
    ObjectNode holder = Json.object();
    option
        .description()
        .ifPresentOrElse(text -> holder.put("text", text), () -> holder.putNull("text"));
    return holder.path("text");
  }

  private static String level(Question.Option level) {
    return level.value().display() + level.description().map(text -> ": " + text).orElse("");
  }

  private static byte[] decisions(String model, JsonNode state, List<Question> questions) {
    ObjectNode json = Json.object();
    json.put("model", model);
    json.put("input", state.isString() ? state.asString() : state.toString());
    ArrayNode all = json.putArray("questions");
    for (Question question : questions) {
      ObjectNode node = all.addObject();
      question.name().ifPresent(name -> node.put("name", name));
      node.put("instructions", question.instructions());
      node.put(
          "type",
          switch (question) {
            case Question.Predicate _ -> "predicate";
            case Question.Choice _ -> "choice";
            case Question.Score _ -> "score";
          });
      boolean choice = question instanceof Question.Choice;
      for (Question.Option option : Judgement.options(question)) {
        ObjectNode row = node.withArrayProperty(choice ? "choices" : "levels").addObject();
        row.put(choice ? "value" : "label", option.value().display());
        option.description().ifPresent(text -> row.put("description", text));
      }
    }
    return Json.bytes(json);
  }
}
