package dev.asterism.task;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The answers that a task's instructions list, as in `Answer with one of: refund, parcel, other`,
/// and what they say of each, as in `- refund: wants money back`.
///
/// An answer is listed where it stands by itself, set apart on both sides by marks, ends of lines
/// or words that join. In the middle of a sentence it is a word like any other: what a long
/// document in the instructions happens to mention is not listed.
public final class Listing {

  /// Instructions are looked through so far: time stays bounded whatever they are.
  private static final int MOST_CHARACTERS = 65_536;

  private static final int LONGEST_ANSWER = 80;
  private static final int LONGEST_EXPLANATION = 400;

  private static final String BEFORE = "\n,;:|/([{<>=\"'`*\u2022";
  private static final String AFTER = "\n,;:|/()]}<>=\"'`*";

  /// These set something apart only where a blank is on the other side of them: else they are part
  /// of a word, such as a hyphen.
  private static final String BEFORE_A_BLANK = ".)-\u2013\u2014";

  private static final String AFTER_A_BLANK = "-\u2013\u2014";
  private static final String END_OF_SENTENCE = ".!?";
  private static final String BULLETS = "-*\u2022\"'`0123456789.)([ \t";
  private static final String EXPLAINS = ":=-\u2013\u2014(\"'`* \t";

  private static final Set<String> JOINS_BEFORE =
      Set.of("or", "and", "of", "either", "between", "as");
  private static final Set<String> JOINS_AFTER = Set.of("or", "and");

  private final String text;

  private Listing(String text) {
    this.text = text;
  }

  /// {@return what some instructions list}
  public static Listing of(String instructions) {
    int end = Math.min(instructions.length(), MOST_CHARACTERS);
    return new Listing(instructions.substring(0, end).toLowerCase(Locale.ROOT).replace('\r', '\n'));
  }

  /// {@return whether an answer is listed, in capitals or not}
  public boolean names(String answer) {
    return place(answer, 0).isPresent();
  }

  /// {@return what the instructions say of an answer, in lower case: the rest of the line that it
  /// begins}
  public Optional<String> explanation(String answer) {
    int length = answer.strip().length();
    OptionalInt place = place(answer, 0);
    while (place.isPresent()) {
      int end = place.getAsInt() + length;
      if (beginsLine(place.getAsInt()) && end < text.length() && text.charAt(end) != '\n') {
        String rest = text.substring(end, lineEnd(end));
        String explained = rest.substring(skip(rest, EXPLAINS));
        if (explained.chars().anyMatch(Character::isLetter)) {
          return Optional.of(
              explained.substring(0, Math.min(LONGEST_EXPLANATION, explained.length())).strip());
        }
      }
      place = place(answer, place.getAsInt() + 1);
    }
    return Optional.empty();
  }

  private OptionalInt place(String answer, int from) {
    String sought = answer.strip().toLowerCase(Locale.ROOT);
    if (sought.isEmpty() || sought.length() > LONGEST_ANSWER) {
      return OptionalInt.empty();
    }
    for (int at = text.indexOf(sought, from); at >= 0; at = text.indexOf(sought, at + 1)) {
      if (isApartBefore(at) && isApartAfter(at + sought.length())) {
        return OptionalInt.of(at);
      }
    }
    return OptionalInt.empty();
  }

  private boolean isApartBefore(int begin) {
    int at = begin - 1;
    while (at >= 0 && isBlank(at)) {
      at--;
    }
    if (at < 0 || BEFORE.indexOf(text.charAt(at)) >= 0) {
      return true;
    }
    boolean blank = at < begin - 1;
    int word = at;
    while (word >= 0 && Character.isLetter(text.charAt(word))) {
      word--;
    }
    return blank
        && (BEFORE_A_BLANK.indexOf(text.charAt(at)) >= 0
            || JOINS_BEFORE.contains(text.substring(word + 1, at + 1)));
  }

  private boolean isApartAfter(int end) {
    int at = end;
    while (at < text.length() && isBlank(at)) {
      at++;
    }
    if (at == text.length() || AFTER.indexOf(text.charAt(at)) >= 0) {
      return true;
    }
    boolean blank = at > end;
    int word = at;
    while (word < text.length() && Character.isLetter(text.charAt(word))) {
      word++;
    }
    return endsSentence(at)
        || (blank
            && (AFTER_A_BLANK.indexOf(text.charAt(at)) >= 0
                || JOINS_AFTER.contains(text.substring(at, word))));
  }

  private boolean endsSentence(int at) {
    return END_OF_SENTENCE.indexOf(text.charAt(at)) >= 0
        && (at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1)));
  }

  private boolean beginsLine(int begin) {
    int line = text.lastIndexOf('\n', begin - 1) + 1;
    return skip(text.substring(line, begin), BULLETS) == begin - line;
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private boolean isBlank(int at) {
    return text.charAt(at) == ' ' || text.charAt(at) == '\t';
  }

  private static int skip(String text, String characters) {
    int at = 0;
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }
}
