package dev.asterism.bench;

import dev.asterism.chat.Message;
import dev.asterism.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Chat that nobody asks twice, from a seeded grammar: questions, mails, code, conversations that
/// go on, and long pastes.
final class OneOffs {

  private static final List<String> THINGS =
      List.of(
          "a violin",
          "the harbour",
          "sourdough bread",
          "my thesis",
          "a wooden boat",
          "our garden",
          "the tax form",
          "a chess opening",
          "this recipe",
          "the night train",
          "a leaking tap",
          "my grandmother's letters",
          "the school play",
          "a solar panel",
          "an old map",
          "the budget");
  private static final List<String> DOINGS =
      List.of(
          "repair",
          "describe",
          "compare",
          "plan",
          "paint",
          "translate",
          "measure",
          "explain",
          "rewrite",
          "sell",
          "pack",
          "clean",
          "name",
          "sketch",
          "review",
          "teach");
  private static final List<String> PEOPLE =
      List.of(
          "my neighbour",
          "a child of six",
          "the committee",
          "our landlord",
          "a new colleague",
          "my sister",
          "the mayor",
          "an old friend",
          "the class",
          "a stranger");
  private static final List<String> TIMES =
      List.of(
          "by Friday",
          "before the rain",
          "in two weeks",
          "after lunch",
          "next spring",
          "tonight",
          "over the holidays",
          "in the 1920s",
          "within an hour",
          "some day");
  private static final List<String> OPENINGS =
      List.of(
          "Can you please help me to %s %s",
          "How do I %s %s",
          "I would like to %s %s",
          "What is the best way to %s %s",
          "Write a short text about how to %s %s",
          "Give me five ideas to %s %s",
          "Is it a good idea to %s %s",
          "Please %s %s",
          "You are a helpful assistant. %s %s",
          "Why would anybody %s %s");
  private static final List<String> REPLIES =
      List.of("Sure! ", "Of course. ", "Here is an idea: ", "It depends. ", "", "Good question. ");
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private final Random random;

  OneOffs(long seed) {
    this.random = new Random(seed);
  }

  List<Message> next() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> List.of(user(question()));
      case 2 -> List.of(user(mail()));
      case 3 -> List.of(user(code()));
      case 4 -> conversation();
      default -> List.of(user(question() + "\n\n" + paste(40 + random.nextInt(400))));
    };
  }

  /// {@return what a model would say to it}
  String answer() {
    return switch (random.nextInt(5)) {
      case 0 -> pick(REPLIES) + Integer.toString(random.nextInt(1_000));
      case 1 -> pick(List.of("Yes.", "No.", "Maybe.", "Thanks!"));
      default -> pick(REPLIES) + paste(5 + random.nextInt(60));
    };
  }

  /// {@return words that no other text holds}
  String paste(int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : random.nextInt(12) == 0 ? ".\n" : " ");
      text.append(
          random.nextInt(3) == 0
              ? pick(List.of("the", "of", "and", "in", "is", "a", "to", "that"))
              : word());
    }
    return text.append('.').toString();
  }

  private String question() {
    return pick(OPENINGS).formatted(pick(DOINGS), pick(THINGS))
        + (random.nextBoolean() ? " for " + pick(PEOPLE) : "")
        + (random.nextBoolean() ? " " + pick(TIMES) : "")
        + pick(List.of("?", ".", ", thanks", "", "!", " and say why"));
  }

  private String mail() {
    return "Dear %s,\n\n%s %s\n\nKind regards,\n%s"
        .formatted(word(), question(), paste(10 + random.nextInt(60)), word());
  }

  private String code() {
    return "What does this do?\n```\nint %s(int %s) {\n  return %s * %d + %s(%s);\n}\n```\n%s"
        .formatted(
            word(),
            word(),
            word(),
            random.nextInt(1_000),
            word(),
            word(),
            random.nextBoolean() ? question() : "");
  }

  private List<Message> conversation() {
    List<Message> messages = new ArrayList<>();
    if (random.nextBoolean()) {
      messages.add(new Message(Role.SYSTEM, "You are a helpful assistant."));
    }
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      messages.add(user(question()));
      messages.add(new Message(Role.ASSISTANT, answer()));
    }
    messages.add(user(pick(List.of("And then?", "Shorter, please.", question(), question()))));
    return messages;
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = 3 + random.nextInt(7); i > 0; i--) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return word.toString();
  }

  private static Message user(String text) {
    return new Message(Role.USER, text);
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
