package dev.asterism.discover;

import dev.asterism.chat.Message;
import dev.asterism.chat.ResponseFormat;
import dev.asterism.chat.Role;
import dev.asterism.discover.Asked.Shape;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.KnownTemplate;
import dev.asterism.task.Template;
import dev.asterism.task.Turn;
import dev.asterism.task.Wording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Finds templates in a stream of requests that are of none that is known.
///
/// Keeps a window of the newest requests, at most 4,096 of them and 16 million characters, and
/// looks at it again whenever enough of it is new. What it finds depends on the window's requests,
/// not on their order. Not for more than one thread.
public final class Finder {

  private static final int MOST_REQUESTS = 4_096;
  private static final long MOST_CHARACTERS = 16_000_000;

  /// New requests after which it is worth looking again: few, and a share of the window.
  private static final int FEW = 10;

  private static final double SHARE = 0.02;

  private static final double NEARLY_ALL = 0.9;

  private final Window window = new Window(MOST_REQUESTS, MOST_CHARACTERS);
  private final Map<Shape, Integer> fresh = new HashMap<>();
  private int added;

  /// Takes a request that is of no known template. One that is too long to compare, or that no
  /// student could answer, is left out.
  public void add(Asked asked) {
    if (asked.comparable()) {
      window.add(Member.of(asked));
      fresh.merge(asked.shape(), 1, Integer::sum);
      added++;
    }
  }

  /// {@return whether enough is new to look again}
  public boolean isDue() {
    return added >= Math.max(FEW, SHARE * window.size());
  }

  /// {@return how many requests are kept}
  public int size() {
    return window.size();
  }

  /// {@return the templates found; their requests are not kept any longer}
  public List<KnownTemplate> look() {
    added = 0;
    Map<Shape, List<Member>> shapes =
        window.members().stream().collect(Collectors.groupingBy(member -> member.asked().shape()));
    List<KnownTemplate> found = new ArrayList<>();
    shapes.forEach((shape, members) -> {
      if (members.size() >= Grouping.SIGHTINGS && fresh.containsKey(shape)) {
        Grouping.of(members).stream()
            .filter(group -> !isNeedless(group.template(), members))
            .forEach(group -> found.add(known(shape, group)));
      }
    });
    fresh.clear();
    window.removeIf(member -> found.stream().anyMatch(known -> isOf(known, member)));
    return found;
  }

  /// Whether constant instructions alone make the task: nearly all that they are asked is of this
  /// one template. Where they are asked other things too, such as by a general assistant, it is the
  /// template that tells what is asked.
  private static boolean isNeedless(Template template, List<Member> members) {
    List<Turn> before = template.turns().subList(0, template.turns().size() - 1);
    boolean instructed =
        !before.isEmpty()
            && before.stream()
                .allMatch(turn ->
                    turn.slots() == 0
                        && (turn.role() == Role.SYSTEM || turn.role() == Role.DEVELOPER));
    if (!instructed) {
      return false;
    }
    List<String> instructions =
        before.stream().map(turn -> String.join("", turn.constants())).toList();
    List<List<Message>> same =
        members.stream()
            .map(member -> member.asked().request().messages())
            .filter(messages -> instructions.equals(texts(messages)))
            .toList();
    long matched = same.stream().filter(messages -> template.match(messages).isPresent()).count();
    return matched >= NEARLY_ALL * same.size();
  }

  /// All but the last message's.
  private static List<String> texts(List<Message> messages) {
    return messages.subList(0, messages.size() - 1).stream().map(Message::text).toList();
  }

  private static boolean isOf(KnownTemplate known, Member member) {
    return known.task().teacher().equals(member.asked().request().model())
        && known.format().equals(member.asked().request().format().spelling())
        && known.template().match(member.asked().request().messages()).isPresent();
  }

  /// A form that the request demands says what its answers are, and has no wording around it.
  private static KnownTemplate known(Shape shape, Grouping.Found group) {
    ResponseFormat format = group.members().getFirst().asked().request().format();
    boolean free = format instanceof ResponseFormat.Text;
    return KnownTemplate.of(
        shape.model(),
        shape.format(),
        group.template(),
        free ? group.answers().space() : AnswerSpace.declaredBy(format),
        free ? group.answers().wording() : Wording.NONE);
  }
}
