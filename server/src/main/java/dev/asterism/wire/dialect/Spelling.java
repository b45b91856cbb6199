package dev.asterism.wire.dialect;

import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/// How providers spell how hard a model is to think.
final class Spelling {

  private static final long MUCH = 16_384;
  private static final long SOME = 4_096;

  private static final Map<String, String> ANTHROPIC_EFFORT =
      Map.of(
          "none", "low", "minimal", "low", "low", "low", "medium", "medium", "high", "high",
          "xhigh", "max", "max", "max");

  /// The budgets that Google itself gives to OpenAI's words.
  private static final Map<String, Integer> GEMINI_BUDGET =
      Map.of("none", 0, "minimal", 512, "low", 1_024, "medium", 8_192, "high", 24_576);

  private Spelling() {}

  /// {@return OpenAI's word for a number of tokens to think in}
  static UnaryOperator<JsonNode> effortOfBudget() {
    return budget -> {
      long tokens = budget.asLong(SOME);
      return StringNode.valueOf(tokens >= MUCH ? "high" : tokens >= SOME ? "medium" : "low");
    };
  }

  static UnaryOperator<JsonNode> anthropicEffort() {
    return word ->
        StringNode.valueOf(ANTHROPIC_EFFORT.getOrDefault(word.asString(""), word.asString("")));
  }

  static UnaryOperator<JsonNode> geminiBudget() {
    return word -> IntNode.valueOf(GEMINI_BUDGET.getOrDefault(word.asString(""), 24_576));
  }

  static UnaryOperator<JsonNode> number(int value) {
    return _ -> IntNode.valueOf(value);
  }
}
