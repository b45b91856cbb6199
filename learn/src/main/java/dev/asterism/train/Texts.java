package dev.asterism.train;

import dev.asterism.dataset.Dataset;
import dev.asterism.student.Encoder;
import dev.asterism.student.NGrams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A dataset's inputs as students see them.
///
/// @param grams n-grams of each
/// @param meanings an encoder's vector of each; empty where there is no encoder
record Texts(List<long[]> grams, List<float[]> meanings) {

  static Texts of(Dataset dataset, Optional<Encoder> encoder) {
    List<long[]> grams =
        dataset.examples().stream().map(example -> NGrams.of(example.input())).toList();
    return new Texts(grams, encoder.map(one -> meanings(dataset, one)).orElse(List.of()));
  }

  private static List<float[]> meanings(Dataset dataset, Encoder encoder) {
    return dataset.examples().parallelStream()
        .map(example -> encoder.encode(example.input()))
        .toList();
  }

  /// {@return an encoder's vector of one; empty where there is no encoder}
  Optional<float[]> meaning(int place) {
    return meanings.isEmpty() ? Optional.empty() : Optional.of(meanings.get(place));
  }

  /// {@return these, then others, so many times}
  Texts and(Texts others, int times) {
    List<long[]> allGrams = new ArrayList<>(grams);
    List<float[]> allMeanings = new ArrayList<>(meanings);
    for (int time = 0; time < times; time++) {
      allGrams.addAll(others.grams);
      allMeanings.addAll(others.meanings);
    }
    return new Texts(allGrams, allMeanings);
  }

  Texts at(int[] places) {
    return new Texts(
        Arrays.stream(places).mapToObj(grams::get).toList(),
        meanings.isEmpty() ? meanings : Arrays.stream(places).mapToObj(meanings::get).toList());
  }
}
