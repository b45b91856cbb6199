package dev.asterism.discover;

import dev.asterism.task.KnownTemplate;
import dev.asterism.task.Listing;
import dev.asterism.task.Template;
import dev.asterism.task.Wording;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Notices that a prompt has grown inside a slot: an application that adds a line at the place
/// where a slot begins or ends sends requests that are still of the old template.
public final class Narrowing {

  /// The newest requests of a template that tell.
  public static final int REQUESTS = 64;

  /// Letters and digits that are more than an accident of so many requests.
  private static final int GROWN = 8;

  private Narrowing() {}

  /// {@return the new version, where all of the newest requests of a template are of one}
  ///
  /// @param newest of the template; fewer than [#REQUESTS] tell nothing
  public static Optional<KnownTemplate> of(KnownTemplate known, List<Asked> newest) {
    List<Member> members = newest.stream().map(Member::of).toList();
    boolean varies =
        members.stream().map(Member::sign).collect(Collectors.toSet()).size() * 2 >= members.size();
    if (members.size() < REQUESTS || !varies) {
      return Optional.empty();
    }
    return Grouping.template(members)
        .filter(template -> hasGrown(known.template(), template))
        .map(template ->
            KnownTemplate.of(
                known.task().teacher(),
                known.format(),
                template,
                known.task().space(),
                wording(known, newest)));
  }

  private static boolean hasGrown(Template old, Template grown) {
    return old.covers(grown) && Grouping.weight(grown) >= Grouping.weight(old) + GROWN;
  }

  /// The new version may ask for another wording; one that demands a form has none.
  private static Wording wording(KnownTemplate known, List<Asked> newest) {
    List<String> answers = newest.stream().map(Asked::answer).toList();
    return known.format().isEmpty()
        ? Answers.of(answers, answers, Listing.of("")).wording()
        : Wording.NONE;
  }
}
