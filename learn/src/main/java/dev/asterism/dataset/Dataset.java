package dev.asterism.dataset;

import dev.asterism.chat.Label;
import dev.asterism.trace.Example;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// A task's labelled examples, split into folds for cross-fitting.
///
/// Inputs that differ only in case, digits, marks or the order of blanks share a fold, so that no
/// near-copy of a held-out input was learnt from.
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
    Map<String, Integer> assigned = new HashMap<>();
    List<Integer> folds = new ArrayList<>();
    Random random = new Random(seed);
    for (Example example : examples) {
      labels.add(example.reference().orElseThrow());
      int fold = assigned.computeIfAbsent(plain(example.input()), _ -> random.nextInt(foldCount));
      folds.add(example.sequence() > since ? fold : TAUGHT);
    }
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

  /// What is left of an input when case, digits, marks and blanks are set aside.
  private static String plain(String input) {
    StringBuilder plain = new StringBuilder();
    for (char c : input.toLowerCase(Locale.ROOT).toCharArray()) {
      if (Character.isDigit(c)) {
        plain.append('0');
      } else if (Character.isLetter(c)) {
        plain.append(c);
      }
    }
    return plain.isEmpty() ? input : plain.toString();
  }
}
