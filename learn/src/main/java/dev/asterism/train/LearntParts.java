package dev.asterism.train;

import dev.asterism.student.Chooser;
import dev.asterism.student.DenseHead;
import dev.asterism.student.Familiar;
import dev.asterism.student.Head;
import dev.asterism.student.Parts;
import dev.asterism.student.Shape;
import dev.asterism.student.Vocabulary;
import java.util.List;
import java.util.Optional;

/// What was learnt of the parts of answers: neither pruned nor quantized.
///
/// @param choosers one for each head of the shape
/// @param taggers what finds the parts to copy
/// @param familiar how often answers made alike were learnt from
record LearntParts(
    Shape shape,
    Vocabulary vocabulary,
    List<LearntChooser> choosers,
    List<TaggerTraining.Fit> taggers,
    Familiar familiar) {

  /// @param least the probability from which a choice is taken where each stands by itself; 0 where
  ///   the likeliest one is
  record LearntChooser(SoftmaxTraining.Fit grams, Optional<DenseHead> meaning, double least) {

    /// @param kept the share of the n-grams' weights to keep, in (0, 1]
    Chooser chooser(double kept) {
      return new Chooser(Head.of(grams.weights(), grams.biases(), kept), meaning, least);
    }
  }

  /// {@return the parts with the heaviest weights of each chooser and tagger, and the n-grams and
  /// features that have any of them}
  ///
  /// @param kept the share of weights to keep, in (0, 1]
  Parts parts(double kept) {
    return new Parts(
            shape,
            vocabulary,
            choosers.stream().map(chooser -> chooser.chooser(kept)).toList(),
            taggers.stream().map(tagger -> tagger.tagger(kept)).toList(),
            familiar)
        .withoutUnused();
  }

  /// {@return how many bytes the weights take as they were learnt: four for each, twelve for each
  /// n-gram's hash and frequency, eight for each feature's hash}
  long bytes() {
    long bytes = 12L * vocabulary.size();
    for (LearntChooser chooser : choosers) {
      bytes += 4L * (chooser.grams().weights().length + chooser.grams().biases().length);
    }
    for (TaggerTraining.Fit tagger : taggers) {
      bytes += 8L * tagger.features().size();
      bytes += 4L * (tagger.weights().length + tagger.biases().length + tagger.steps().length);
    }
    return bytes;
  }
}
