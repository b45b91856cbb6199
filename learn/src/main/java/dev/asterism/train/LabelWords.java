package dev.asterism.train;

import dev.asterism.chat.Label;
import dev.asterism.chat.Question.Option;
import dev.asterism.student.Encoder;
import dev.asterism.student.NGrams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What is known of labels before any example: their own words, and what their caller says they
/// mean. Taught as if it were an example, judged never.
///
/// @param texts as students see them
/// @param labels the label of each, by its place
record LabelWords(Texts texts, List<Integer> labels) {

  private static final Pattern SEAMS =
      Pattern.compile("[^\\p{L}\\p{N}']+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

  LabelWords {
    labels = List.copyOf(labels);
  }

  /// Nothing is known of any label.
  static final LabelWords NONE = new LabelWords(new Texts(List.of(), List.of()), List.of());

  /// @param labels in their order
  /// @param options what callers say of some
  static LabelWords of(List<Label> labels, List<Option> options, Optional<Encoder> encoder) {
    List<String> texts = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < labels.size(); place++) {
      for (String text : said(labels.get(place), options)) {
        texts.add(text);
        places.add(place);
      }
    }
    return new LabelWords(
        new Texts(
            texts.stream().map(NGrams::of).toList(),
            encoder.stream().flatMap(one -> texts.stream().map(one::encode)).toList()),
        places);
  }

  /// {@return the same, each text so many times}
  LabelWords times(int times) {
    List<Integer> places = new ArrayList<>();
    for (int time = 0; time < times; time++) {
      places.addAll(labels);
    }
    return new LabelWords(NONE.texts.and(texts, times), places);
  }

  /// {@return the same, without what these labels say}
  LabelWords without(Set<Integer> left) {
    int[] rest =
        IntStream.range(0, labels.size())
            .filter(place -> !left.contains(labels.get(place)))
            .toArray();
    return new LabelWords(texts.at(rest), IntStream.of(rest).mapToObj(labels::get).toList());
  }

  private static List<String> said(Label label, List<Option> options) {
    List<String> said = new ArrayList<>();
    if (label instanceof Label.Text(var value) && value.chars().anyMatch(Character::isLetter)) {
      said.add(words(value));
    }
    options.stream()
        .filter(option -> option.value().equals(label))
        .flatMap(option -> option.description().stream())
        .filter(description -> !description.isBlank())
        .forEach(said::add);
    return said;
  }

  /// {@return a label's text as words: `lostCard`, `lost_card` and `LOST-CARD` are "lost card"}
  static String words(String label) {
    return SEAMS.matcher(label).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }
}
