package dev.asterism.dataset;

import dev.asterism.chat.Label;
import dev.asterism.trace.Example;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/// A task's labelled examples, split into folds for cross-fitting.
///
/// Inputs that are nearly the same share a fold (see [NearDuplicates]), so that no near-copy of a
/// held-out input was learnt from.
///
/// @param examples labelled, oldest first
/// @param labels every label among them, in the order of first appearance
/// @param folds for each example its fold, from 0; [#TAUGHT] for one that is taught in every fold
///   and judged in none
/// @param foldCount how many folds there are
public record Dataset(
    List<Example> examples, List<Label> labels, List<Integer> folds, int foldCount) {

  /// No fold: the example is learnt from, but no longer stands for the traffic.
  public static final int TAUGHT = -1;

  public Dataset {
    examples = List.copyOf(examples);
    labels = List.copyOf(labels);
    folds = List.copyOf(folds);
  }

  /// {@return the dataset of those examples that have a reference}
  ///
  /// @param since examples up to this sequence number are taught only
  /// @param foldCount at least 2
  /// @param seed decides which inputs share a fold
  public static Dataset of(List<Example> all, long since, int foldCount, long seed) {
    List<Example> examples = all.stream().filter(e -> e.reference().isPresent()).toList();
    LinkedHashSet<Label> labels = new LinkedHashSet<>();
    examples.forEach(example -> labels.add(example.reference().orElseThrow()));
    List<String> standing =
        examples.stream().filter(e -> e.sequence() > since).map(Example::input).toList();
    PrimitiveIterator.OfInt fold = IntStream.of(Folds.of(standing, foldCount, seed)).iterator();
    List<Integer> folds =
        examples.stream().map(e -> e.sequence() > since ? fold.next() : TAUGHT).toList();
    return new Dataset(examples, List.copyOf(labels), folds, foldCount);
  }

  /// {@return how many examples stand for the traffic: all but those that are only taught}
  public int standing() {
    return (int) folds.stream().filter(fold -> fold != TAUGHT).count();
  }

  /// {@return SHA-256 over the examples' sequence numbers and answers, hexadecimal}
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Example example : examples) {
        String line =
            example.sequence() + " " + example.reference().map(Label::key).orElse("") + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
