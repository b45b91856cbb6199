package dev.asterism.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// Examples of labels that are left out of a training: they show what an input looks like that is
/// of nothing learnt, before any such input came. Whatever a student says of one is wrong.
///
/// @param left the labels left out
/// @param taught places of the examples that are learnt from
/// @param strange places of some of those that are left out
record Strangers(Set<Integer> left, int[] taught, int[] strange) {

  /// One label of so many is left out; of fewer, none can be spared.
  private static final int EVERY = 5;

  /// Examples for each that is shown as strange: more of them cost coverage of the known.
  private static final int KNOWN = 10;

  /// @param labels the label of each example
  /// @param width how many labels there are
  static Optional<Strangers> of(int[] labels, int width, long seed) {
    List<Integer> order = new ArrayList<>();
    for (int label = 0; label < width; label++) {
      order.add(label);
    }
    Collections.shuffle(order, new Random(seed));
    Set<Integer> left = new HashSet<>(order.subList(0, width / EVERY));
    int[] taught = places(labels, left, false);
    int[] strange = some(places(labels, left, true), labels.length / KNOWN, seed);
    return strange.length == 0 || taught.length == 0
        ? Optional.empty()
        : Optional.of(new Strangers(left, taught, strange));
  }

  /// {@return what is learnt without the labels left out}
  Weights teach(Texts texts, int[] labels, LabelWords prior, int width, long seed) {
    int[] answers = IntStream.of(taught).map(place -> labels[place]).toArray();
    return Weights.fit(texts.at(taught), answers, prior.without(left), width, seed);
  }

  private static int[] some(int[] places, int most, long seed) {
    Random random = new Random(seed);
    return IntStream.of(places).filter(_ -> random.nextInt(places.length) < most).toArray();
  }

  private static int[] places(int[] labels, Set<Integer> left, boolean inside) {
    return IntStream.range(0, labels.length)
        .filter(place -> left.contains(labels[place]) == inside)
        .toArray();
  }
}
