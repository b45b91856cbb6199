package dev.asterism.discover;

import dev.asterism.chat.Role;
import dev.asterism.discover.Census.Bundle;
import dev.asterism.task.Listing;
import dev.asterism.task.Template;
import dev.asterism.task.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Divides requests of one shape until what is together is of one template.
///
/// Requests are first divided by the runs of words that half of them share (see [Census]), until
/// all of them hold what half of them hold. Then they are aligned: what all hold is constant, the
/// rest are slots. Where a slot takes only a few values, or begins in only a few ways, these are
/// several templates: versions of a prompt, or prompts that share their beginning. Each is aligned
/// by itself, so that what is answered as one task differs in nothing that looks constant. The
/// result is a template only if it says enough, its slots vary, and its answers come from a closed
/// or structured space.
final class Grouping {

  /// Sightings that a template needs.
  static final int SIGHTINGS = 40;

  /// Letters and digits that are constant in a template.
  private static final int SAYS_ENOUGH = 24;

  private static final int DIFFERENT_INPUTS = 20;
  private static final int LONGEST = 1 << 15;

  private static final double USUAL = 0.9;

  /// What half of some requests hold is no value of a slot.
  private static final double HALF = 0.5;

  /// Grams that tell more than a phrase does: about five words in a row.
  private static final int GRAMS = 3;

  private static final int ALIGNED = 96;
  private static final int REALIGNMENTS = 4;
  private static final int DEEPEST = 60;

  /// A template, with what was seen of it.
  record Found(Template template, List<Member> members, Answers answers) {}

  private final Map<Template, Found> found = new LinkedHashMap<>();

  private Grouping() {}

  /// {@return the templates of requests of one shape}
  static List<Found> of(List<Member> members) {
    Grouping grouping = new Grouping();
    // What fewer requests hold than half of what a template needs does not tell any apart.
    long[] shared = Census.of(members).heldBy(HALF * SIGHTINGS);
    grouping.divide(
        members.stream().map(member -> member.only(shared)).sorted(Member.BY_SIGN).toList(), 0);
    return List.copyOf(grouping.found.values());
  }

  private void divide(List<Member> members, int depth) {
    if (members.size() < SIGHTINGS || depth > DEEPEST) {
      return;
    }
    Census census = Census.of(members);
    Optional<long[]> split =
        usual(members, census).or(() -> widest(members, census, HALF * members.size(), 1));
    if (split.isEmpty() && !settle(members, depth)) {
      split = widest(members, census, SIGHTINGS, GRAMS);
    }
    if (split.isPresent()) {
      long[] grams = split.get();
      Map<Boolean, List<Member>> sides =
          members.stream().collect(Collectors.partitioningBy(member -> member.holdsAll(grams)));
      divide(sides.getOrDefault(true, List.of()), depth + 1);
      divide(sides.getOrDefault(false, List.of()), depth + 1);
    }
  }

  /// What nearly all hold: sets single requests apart in which a word was changed, all at once.
  private static Optional<long[]> usual(List<Member> members, Census census) {
    long[] common = census.heldBy(USUAL * members.size());
    long holding = members.stream().filter(member -> member.holdsAll(common)).count();
    return holding < members.size() && holding >= USUAL * members.size()
        ? Optional.of(common)
        : Optional.empty();
  }

  /// A gram of the bundle that says the most, among those that so many hold, but not all.
  private static Optional<long[]> widest(
      List<Member> members, Census census, double requests, int grams) {
    return census.bundles((int) Math.ceil(requests), members.size()).stream()
        .filter(bundle -> bundle.grams() >= grams)
        .max(
            Comparator.comparingInt(Bundle::grams)
                .thenComparingInt(Bundle::requests)
                .thenComparingLong(Bundle::gram))
        .map(bundle -> new long[] {bundle.gram()});
  }

  /// {@return whether it is known what these requests are: one template, several, or equal ones}
  private boolean settle(List<Member> members, int depth) {
    Optional<Template> aligned = align(members);
    if (aligned.isEmpty()) {
      return true;
    }
    Template template = aligned.get();
    Map<Member, List<String>> values = new LinkedHashMap<>();
    for (Member member : members) {
      template.match(member.asked().request().messages()).ifPresent(v -> values.put(member, v));
    }
    for (int slot = 0; slot < template.slots(); slot++) {
      Optional<Variants> variants = Variants.of(values, slot);
      if (variants.isPresent()) {
        variants.get().members().forEach(same -> divide(same, depth + 1));
        return true;
      }
    }
    return accept(template, values);
  }

  private boolean accept(Template template, Map<Member, List<String>> values) {
    List<String> inputs = values.values().stream().map(all -> String.join("\n", all)).toList();
    Answers answers =
        Answers.of(
            values.keySet().stream().map(member -> member.asked().answer()).toList(),
            inputs,
            listing(template));
    boolean accepted =
        values.size() >= SIGHTINGS
            && saysEnough(template)
            && inputs.stream().distinct().count() >= DIFFERENT_INPUTS
            && answers.structured();
    if (accepted && !isKnownByShape(template)) {
      found.put(template, new Found(template, List.copyOf(values.keySet()), answers));
    }
    return accepted;
  }

  private static Listing listing(Template template) {
    return Listing.of(
        template.turns().stream()
            .flatMap(turn -> turn.constants().stream())
            .collect(Collectors.joining("\n")));
  }

  private static boolean saysEnough(Template template) {
    return weight(template) >= SAYS_ENOUGH && template.constantLength() <= LONGEST;
  }

  /// {@return how many letters and digits are constant}
  static int weight(Template template) {
    return template.turns().stream()
        .flatMap(turn -> turn.constants().stream())
        .mapToInt(Tokens::weight)
        .sum();
  }

  /// Constant instructions before one text of the user's are recognised without a template.
  private static boolean isKnownByShape(Template template) {
    List<Turn> before = template.turns().subList(0, template.turns().size() - 1);
    Turn last = template.turns().getLast();
    return last.constants().equals(List.of("", ""))
        && !before.isEmpty()
        && before.stream()
            .allMatch(turn ->
                turn.slots() == 0 && (turn.role() == Role.SYSTEM || turn.role() == Role.DEVELOPER));
  }

  /// Aligns some, then those as well that turn out not to be of the template; empty where all are
  /// the same.
  private static Optional<Template> align(List<Member> members) {
    List<Member> aligned = new ArrayList<>(members.subList(0, Math.min(ALIGNED, members.size())));
    Optional<Template> template = template(aligned);
    for (int i = 0; i < REALIGNMENTS && aligned.size() < members.size(); i++) {
      Optional<Template> now = template;
      Set<Long> done = aligned.stream().map(Member::sign).collect(Collectors.toSet());
      List<Member> others =
          members.stream()
              .filter(member ->
                  now.isEmpty() || now.get().match(member.asked().request().messages()).isEmpty())
              .filter(member -> !done.contains(member.sign()))
              .limit(ALIGNED)
              .toList();
      if (others.isEmpty()) {
        return template;
      }
      aligned.addAll(others);
      template = template(aligned);
    }
    return template;
  }

  /// {@return what is constant in all of these; empty where they are equal}
  static Optional<Template> template(List<Member> members) {
    List<Turn> turns = new ArrayList<>();
    List<Role> roles = members.getFirst().asked().shape().roles();
    for (int i = 0; i < roles.size(); i++) {
      int place = i;
      List<String> texts =
          members.stream()
              .map(member -> member.asked().request().messages().get(place).text())
              .distinct()
              .toList();
      turns.add(new Turn(roles.get(i), Alignment.of(texts)));
    }
    return turns.stream().anyMatch(turn -> turn.slots() > 0)
        ? Optional.of(new Template(turns))
        : Optional.empty();
  }
}
