package dev.asterism.bench;

import dev.asterism.chat.Value;
import dev.asterism.local.LocalEncoders;
import dev.asterism.replay.TaskFolder;
import dev.asterism.student.Encoder;
import dev.asterism.trace.Example;
import dev.asterism.train.Compression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What pruning and quantizing make of students.
///
/// `StudentSize FOLDER-OF-DATA-SETS [pooled] [meaning] [TASK...]`: teaches each task with the rows
/// of its train.jsonl, out of scope left out; prints the bytes of all that was learnt and of what
/// is kept of it, and the share of the rows of its test.jsonl that each gets right. `pooled`
/// shuffles both files together and parts them again, five times, for a test part of a thousand
/// rows tells nothing of two tenths of a point; `meaning` reads the meaning of every row as well,
/// where answers are labels. Goal: a tenth of the bytes at 0.2 points.
final class StudentSize {

  private static final List<String> TASKS = List.of("banking77", "clinc150_oos", "sms_spam");
  private static final List<Long> SEEDS = List.of(7L, 8L, 9L, 10L, 11L);

  private StudentSize() {}

  static void main(String[] arguments) {
    List<String> tasks = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
    boolean pooled = tasks.remove("pooled");
    Optional<Encoder> encoder =
        tasks.remove("meaning") ? new LocalEncoders().preferred() : Optional.empty();
    for (String task : tasks.isEmpty() ? TASKS : tasks) {
      TaskFolder folder = TaskFolder.read(Path.of(arguments[0], task), Set.of("oos"));
      Stream<Arrangement> parts =
          pooled
              ? SEEDS.stream().map(seed -> Arrangement.pooled(folder, seed))
              : Stream.of(new Arrangement(folder.train(), folder.test()));
      System.out.printf("%s, %d labels%n", folder.name(), folder.labels().size());
      parts.forEach(rows ->
          measured(Lessons.of(rows.stream()), Lessons.of(rows.test()), encoder)
              .ifPresentOrElse(
                  StudentSize::print, () -> System.out.println("cannot be learnt in parts")));
    }
  }

  private static Optional<Compression> measured(
      List<Example> examples, List<Example> tests, Optional<Encoder> encoder) {
    boolean isOfParts =
        examples.stream()
            .map(example -> Value.of(example.reference().orElseThrow()))
            .anyMatch(answer -> answer instanceof Value.Fields || answer instanceof Value.Many);
    return isOfParts
        ? Compression.ofParts(examples, tests, SEEDS.getFirst())
        : Optional.of(Compression.ofLabels(examples, tests, encoder, SEEDS.getFirst()));
  }

  private static void print(Compression size) {
    System.out.printf(
        "%,d bytes whole, %,d kept (%.1f %%, %.1f %% of the weights); of %,d right %.2f %% whole,"
            + " %.2f %% kept (%d rows lost, %d won)%n",
        size.wholeBytes(),
        size.bytes(),
        100.0 * size.bytes() / size.wholeBytes(),
        100 * size.kept(),
        size.tests(),
        100.0 * size.rightWhole() / size.tests(),
        100.0 * (size.rightWhole() - size.lost() + size.won()) / size.tests(),
        size.lost(),
        size.won());
  }
}
