package dev.asterism.bench;

import dev.asterism.chat.Message;
import dev.asterism.chat.Role;
import java.util.List;
import java.util.Random;

/// Ways in which applications write the prompt around an input.
enum PromptStyle {
  /// Instructions, then the input, in one message.
  INSTRUCTIONS_FIRST {
    @Override
    Prompt ask(String about, String input, Random random) {
      return new Prompt(
          List.of(
              user(
                  "You will get one text about %s. Decide which label fits it and reply with the label only.\n\nText: %s\nLabel:"
                      .formatted(about, input))),
          List.of(input));
    }

    @Override
    String answer(String label) {
      return label;
    }
  },
  /// The input, then the instructions.
  INSTRUCTIONS_LAST {
    @Override
    Prompt ask(String about, String input, Random random) {
      return new Prompt(
          List.of(
              user(
                  "%s\n\n---\nThe text above is about %s. Say what it is, in the form 'Category: ...'."
                      .formatted(input, about))),
          List.of(input));
    }

    @Override
    String answer(String label) {
      return "Category: " + label;
    }
  },
  /// Slots in the system prompt as well as in the message.
  SYSTEM_SLOTS {
    @Override
    Prompt ask(String about, String input, Random random) {
      String operator = person(random);
      String reference = Integer.toString(100_000 + random.nextInt(900_000));
      return new Prompt(
          List.of(
              new Message(
                  Role.SYSTEM,
                  "You work for %s and sort %s. Case R-%s is open. Never explain yourself."
                      .formatted(operator, about, reference)),
              user("Sort this message:\n\"\"\"\n%s\n\"\"\"".formatted(input))),
          List.of(operator, reference, input));
    }

    @Override
    String answer(String label) {
      return "<answer>" + label + "</answer>";
    }
  },
  /// Examples as turns before the input.
  FEW_SHOT {
    @Override
    Prompt ask(String about, String input, Random random) {
      return new Prompt(
          List.of(
              new Message(Role.SYSTEM, "Label texts about %s.".formatted(about)),
              user("Input: the first example of " + about),
              new Message(Role.ASSISTANT, "The label is one."),
              user("Input: another example, quite unlike it"),
              new Message(Role.ASSISTANT, "The label is two."),
              user("Input: " + input)),
          List.of(input));
    }

    @Override
    String answer(String label) {
      return "The label is " + label + ".";
    }
  },
  /// Several slots in one message.
  FORM {
    @Override
    Prompt ask(String about, String input, Random random) {
      String sender = person(random);
      String number = Integer.toString(random.nextInt(10_000_000));
      return new Prompt(
          List.of(
              user(
                  "Form for %s.\nSender: %s\nNumber: %s\nBody:\n<<<\n%s\n>>>\nAnswer with JSON that has the one key label."
                      .formatted(about, sender, number, input))),
          List.of(sender, number, input));
    }

    @Override
    String answer(String label) {
      return "{\"label\": \"" + label + "\"}";
    }
  };

  private static final List<String> FIRST =
      List.of("Ada", "Ben", "Carla", "Deniz", "Emre", "Fay", "Gita", "Hugo", "Ines", "Jan", "Kaya");
  private static final List<String> LAST =
      List.of(
          "Abel", "Brandt", "Costa", "Diaz", "Eriksen", "Fofana", "Grau", "Haas", "Ito", "Jung");

  /// A request's messages, and what is in the slots.
  record Prompt(List<Message> messages, List<String> slots) {}

  abstract Prompt ask(String about, String input, Random random);

  abstract String answer(String label);

  private static Message user(String text) {
    return new Message(Role.USER, text);
  }

  private static String person(Random random) {
    return FIRST.get(random.nextInt(FIRST.size())) + " " + LAST.get(random.nextInt(LAST.size()));
  }
}
