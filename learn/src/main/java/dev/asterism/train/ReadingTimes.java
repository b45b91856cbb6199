package dev.asterism.train;

import dev.asterism.dataset.Dataset;
import dev.asterism.student.Encoder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// How long a student takes for an input, on average.
///
/// @param words milliseconds of the first reading
/// @param again milliseconds of the second reading
record ReadingTimes(double words, double again) {

  /// Inputs that are timed: of more the average is hardly another.
  private static final int TIMED = 200;

  /// {@return the times of a student that keeps what its first reading said, and reads the meaning
  /// alone after it}
  ///
  /// @param reader reads as the student reads first
  static ReadingTimes of(
      Dataset dataset, Consumer<String> reader, Optional<Encoder> encoder, Stopwatch stopwatch) {
    int all = dataset.examples().size();
    int some = Math.min(TIMED, all);
    List<String> inputs =
        IntStream.range(0, some)
            .mapToObj(i -> dataset.examples().get((int) ((long) i * all / some)).input())
            .toList();
    return new ReadingTimes(
        stopwatch.millis(reader, inputs),
        encoder.stream()
            .flatMapToDouble(one -> inputs.stream().mapToDouble(one::millis))
            .average()
            .orElse(0));
  }

  /// {@return the times of a student that reads the words anew with their meaning}
  ReadingTimes readingWordsAgain() {
    return new ReadingTimes(words, words + again);
  }

  /// {@return milliseconds of an answer}
  ///
  /// @param share of the inputs whose meaning is read
  double mean(double share) {
    return words + share * again;
  }

  /// {@return the beginning of a sentence that says why meaning is not read}
  ///
  /// @param share of the inputs whose meaning would have to be
  /// @param most milliseconds that an answer may take
  String tooLong(double share, double most) {
    return "where it reads meaning an answer takes %.2f ms, and may take %.2f ms; with n-grams alone: "
        .formatted(mean(share), most);
  }
}
