package dev.asterism.dataset;

import dev.asterism.chat.Label;
import dev.asterism.trace.Example;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/// A task's labelled examples, split into folds for cross-fitting.
///
/// Inputs that are nearly the same share a fold (see [NearDuplicates]), so that no near-copy of a
/// held-out input was learnt from. Examples that stand for no traffic are judged in no fold, and
/// taught without those folds alone that hold near-copies of them.
///
/// @param examples labelled, oldest first
/// @param labels every label among them, in the order of first appearance
/// @param since examples up to this sequence number no longer stand for the traffic
/// @param folds for each example the fold without which it is taught, from 0; [#NONE] for one that
///   is taught in all of them
/// @param foldCount how many folds there are
public record Dataset(
    List<Example> examples, List<Label> labels, long since, List<Integer> folds, int foldCount) {

  /// No fold holds the example, nor what is nearly the same.
  public static final int NONE = -1;

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
    List<String> inputs = examples.stream().map(Example::input).toList();
    int[] folds =
        Folds.of(inputs, place -> examples.get(place).sequence() > since, foldCount, seed);
    return new Dataset(
        examples, List.copyOf(labels), since, Arrays.stream(folds).boxed().toList(), foldCount);
  }

  /// {@return how many examples stand for the traffic: all but those that are only taught}
  public int standing() {
    return (int) IntStream.range(0, examples.size()).filter(this::stands).count();
  }

  private boolean stands(int place) {
    return examples.get(place).sequence() > since;
  }

  /// {@return the places of the examples that a fold holds, on which is judged what was taught
  /// without it}
  public int[] held(int fold) {
    return IntStream.range(0, examples.size())
        .filter(place -> folds.get(place) == fold && stands(place))
        .toArray();
  }

  /// {@return the places of the examples that are taught without a fold: none is nearly the same as
  /// one that it holds}
  public int[] taught(int fold) {
    return IntStream.range(0, examples.size()).filter(place -> folds.get(place) != fold).toArray();
  }

  /// {@return whether all inputs are nearly the same as those of one fold: without it there is
  /// nothing to teach}
  public boolean isOfOneKind() {
    return IntStream.range(0, foldCount).anyMatch(fold -> taught(fold).length == 0);
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
