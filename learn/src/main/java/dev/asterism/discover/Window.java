package dev.asterism.discover;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// The newest requests whose template is not known, within bounds.
///
/// Where there is no more room, the oldest of those go that share little with others: endless
/// one-offs do not drive out a template that is seldom asked. Those that share much have three
/// quarters of the room, so that a new template always finds some.
final class Window {

  /// Requests that hold a gram, from which it is shared.
  private static final int SEVERAL = 3;

  /// Shared grams that are more than a phrase that people happen to use.
  private static final int MUCH = 6;

  private static final double SHARING = 0.75;

  /// Room is made for a tenth at once, so that looking for what may go costs little.
  private static final double KEPT = 0.9;

  private final int mostRequests;
  private final long mostCharacters;
  private final ArrayDeque<Member> members = new ArrayDeque<>();
  private long characters;

  Window(int mostRequests, long mostCharacters) {
    this.mostRequests = mostRequests;
    this.mostCharacters = mostCharacters;
  }

  void add(Member member) {
    members.add(member);
    characters += member.characters();
    if (isOver(1)) {
      makeRoom();
    }
  }

  int size() {
    return members.size();
  }

  List<Member> members() {
    return List.copyOf(members);
  }

  void removeIf(Predicate<Member> test) {
    for (Iterator<Member> each = members.iterator(); each.hasNext(); ) {
      Member member = each.next();
      if (test.test(member)) {
        each.remove();
        characters -= member.characters();
      }
    }
  }

  private boolean isOver(double share) {
    return members.size() > share * mostRequests || characters > share * mostCharacters;
  }

  private void makeRoom() {
    long[] shared = Census.of(members()).heldBy(SEVERAL);
    Set<Member> sharing = new HashSet<>();
    for (Member member : members) {
      if (sharesMuch(member, shared)) {
        sharing.add(member);
      }
    }
    double most = SHARING * mostRequests;
    removeIf(member -> sharing.size() > most && sharing.remove(member));
    removeIf(member -> isOver(KEPT) && !sharing.contains(member));
    removeIf(_ -> isOver(KEPT));
  }

  private static boolean sharesMuch(Member member, long[] shared) {
    return Arrays.stream(member.grams())
            .filter(gram -> Arrays.binarySearch(shared, gram) >= 0)
            .limit(MUCH)
            .count()
        >= MUCH;
  }
}
