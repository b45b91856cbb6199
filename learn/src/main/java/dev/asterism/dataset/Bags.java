package dev.asterism.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Inputs as bags of words: what order words come in says nothing, how often they come does.
///
/// Any number is the same word. Inputs that are mostly form, such as letters, are compared by the
/// rest: where most words are such as more than half of the inputs hold, those are not counted.
///
/// A bag's rarest words tell with which it is compared: two bags that have so much in common have
/// one of so few in common (prefix filtering: Chaudhuri, Ganti and Kaushik 2006, "A primitive
/// operator for similarity joins"). So bags that are alike are found without comparing all with
/// all, and none is missed, but for the limits below.
///
/// @param bags of each input, its words by their ranks: the rarest word has rank 0
record Bags(List<Bag> bags) {

  /// Of longer inputs the beginning is compared.
  private static final int MOST_WORDS = 512;

  private static final int MOST_CHARACTERS = 16_384;

  /// A bag is compared with the latest of those that hold one of its words: rare words that
  /// thousands of bags hold are few and come in small vocabularies.
  private static final int MOST_COMPARED = 256;

  static Bags of(List<String> inputs) {
    Map<String, Integer> ids = new HashMap<>();
    List<int[]> bags = new ArrayList<>();
    for (String input : inputs) {
      bags.add(
          words(input).stream()
              .mapToInt(word -> ids.computeIfAbsent(word, _ -> ids.size()))
              .toArray());
    }
    int[] holders = new int[ids.size()];
    bags.forEach(bag -> IntStream.of(bag).forEach(word -> holders[word]++));
    int[] ranks = ranks(holders);
    int usual = usual(holders, inputs.size());
    return new Bags(
        bags.stream()
            .map(bag ->
                Bag.of(
                    IntStream.of(bag)
                        .filter(word -> holders[word] <= usual)
                        .map(word -> ranks[word])))
            .toList());
  }

  /// How many inputs may hold a word that is counted.
  private static int usual(int[] holders, int inputs) {
    int half = inputs / 2;
    long form = IntStream.of(holders).filter(count -> count > half).asLongStream().sum();
    long all = IntStream.of(holders).asLongStream().sum();
    return 2 * form > all ? half : inputs;
  }

  /// Each word with how often it was there until then, so that no two are the same.
  private static Set<String> words(String input) {
    Set<String> words = new LinkedHashSet<>();
    Map<String, Integer> times = new HashMap<>();
    String text =
        input.substring(0, Math.min(input.length(), MOST_CHARACTERS)).toLowerCase(Locale.ROOT);
    int position = 0;
    while (position < text.length() && words.size() < MOST_WORDS) {
      int begin = position++;
      if (!isWord(text.charAt(begin))) {
        continue;
      }
      while (position < text.length() && continues(text, position)) {
        position++;
      }
      String word = Character.isDigit(text.charAt(begin)) ? "0" : text.substring(begin, position);
      words.add(word + " " + times.merge(word, 1, Integer::sum));
    }
    return words;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static boolean continues(String text, int at) {
    char before = text.charAt(at - 1);
    char c = text.charAt(at);
    return (isWord(c) || Character.getType(c) == Character.NON_SPACING_MARK)
        && !Character.isIdeographic(c)
        && !Character.isIdeographic(before)
        && Character.isDigit(c) == Character.isDigit(before);
  }

  private static int[] ranks(int[] holders) {
    List<Integer> order =
        IntStream.range(0, holders.length).boxed().sorted(rarestFirst(holders)).toList();
    int[] ranks = new int[holders.length];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[order.get(rank)] = rank;
    }
    return ranks;
  }

  private static Comparator<Integer> rarestFirst(int[] holders) {
    return Comparator.<Integer>comparingInt(word -> holders[word]).thenComparing(word -> word);
  }

  /// Joins all that are alike.
  void joinAlike(Groups groups) {
    Map<Integer, List<Integer>> holders = new HashMap<>();
    int[] comparedWith = new int[bags.size()];
    Arrays.fill(comparedWith, -1);
    for (int place = 0; place < bags.size(); place++) {
      Bag bag = bags.get(place);
      // One object for all the lists that hold it: they are read much oftener than written.
      Integer self = place;
      for (int i = 0; i < bag.telling(); i++) {
        List<Integer> others = holders.computeIfAbsent(bag.words()[i], _ -> new ArrayList<>());
        for (int other :
            others.subList(Math.max(0, others.size() - MOST_COMPARED), others.size())) {
          if (comparedWith[other] != place && groups.of(other) != groups.of(place)) {
            comparedWith[other] = place;
            if (bag.isLike(bags.get(other))) {
              groups.join(place, other);
            }
          }
        }
        others.add(self);
      }
    }
  }
}
