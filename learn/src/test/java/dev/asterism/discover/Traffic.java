package dev.asterism.discover;

import dev.asterism.chat.ChatRequest;
import dev.asterism.chat.Message;
import dev.asterism.chat.ResponseFormat;
import dev.asterism.chat.Role;
import dev.asterism.task.KnownTemplate;
import dev.asterism.task.Recogniser;
import dev.asterism.task.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Chat requests in all shapes that tests of discovery need, and a loop that learns from them as a
/// server does.
final class Traffic {

  private final Random random;

  Traffic(long seed) {
    this.random = new Random(seed);
  }

  /// {@return so many requests of a prompt; `{x}`, `{y}` in it are replaced by texts}
  List<Asked> of(String prompt, int count, String... labels) {
    List<Asked> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = prompt.replace("{x}", text(1 + random.nextInt(12))).replace("{y}", text(2));
      requests.add(user(text, labels[random.nextInt(labels.length)]));
    }
    return requests;
  }

  /// {@return requests that have no more in common than that people wrote them}
  List<Asked> oneOffs(int count) {
    List<Asked> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text =
          List.of("Please help with ", "How do I ", "What is ", "").get(random.nextInt(4))
              + text(1 + random.nextInt(30));
      requests.add(user(text, text(1 + random.nextInt(20))));
    }
    return requests;
  }

  static Asked user(String text, String answer) {
    return asked(answer, new Message(Role.USER, text));
  }

  static Asked asked(String answer, Message... messages) {
    return new Asked(
        new ChatRequest(
            "big",
            List.of(messages),
            new ResponseFormat.Text(),
            Optional.empty(),
            false,
            false,
            Set.of()),
        answer);
  }

  String text(int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ").append(word());
    }
    return text.toString();
  }

  private String word() {
    return random.nextInt(3) == 0
        ? List.of("the", "my", "and", "is", "a", "card", "of").get(random.nextInt(7))
        : Integer.toString(random.nextInt(1_000_000), 36);
  }

  /// {@return the templates known after all of these requests came in their order}
  static List<KnownTemplate> learn(Finder finder, List<Asked> requests) {
    Templates[] templates = {Templates.NONE};
    Recogniser recogniser = new Recogniser(() -> templates[0]);
    for (Asked asked : requests) {
      boolean recognised = recogniser.sighting(asked.request()).isPresent();
      if (!recognised) {
        finder.add(asked);
      }
      if (finder.isDue()) {
        for (KnownTemplate known : finder.look()) {
          templates[0] = templates[0].with(known);
        }
      }
    }
    return templates[0].all();
  }
}
