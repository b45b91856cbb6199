package dev.asterism.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.store.SqliteStore;
import dev.asterism.student.CorruptStudentException;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The students that are in memory: those asked lately. Any other is read from its file when it is
/// asked, which takes about a millisecond.
final class LoadedStudents {

  private static final System.Logger LOG = System.getLogger(LoadedStudents.class.getName());

  private final SqliteStore store;
  private final Encoders encoders;
  private final Cache<StudentId, Held> loaded;

  /// A student in memory, with the bytes of its file.
  private record Held(Student student, int bytes) {}

  /// @param most bytes of files whose students are in memory at once: these take about a third more
  LoadedStudents(SqliteStore store, Encoders encoders, long most) {
    this.store = store;
    this.encoders = encoders;
    this.loaded =
        Caffeine.newBuilder()
            .maximumWeight(most)
            .weigher((StudentId _, Held held) -> held.bytes())
            .executor(Runnable::run)
            .build();
  }

  /// {@return the student; empty if its file is damaged, which costs its task the student, not the
  /// process its life}
  Optional<Student> of(StudentCard card) {
    return known(card).or(() -> read(card));
  }

  private Optional<Student> known(StudentCard card) {
    return Optional.ofNullable(loaded.getIfPresent(card.id())).map(Held::student);
  }

  /// Takes a student that was just made.
  ///
  /// @param bytes of its file
  void put(StudentId id, Student student, int bytes) {
    loaded.put(id, new Held(student, bytes));
  }

  /// Lets a student go that will not be asked again.
  void forget(StudentId id) {
    loaded.invalidate(id);
  }

  /// {@return bytes of the files whose students are in memory}
  long bytes() {
    loaded.cleanUp();
    return loaded.asMap().values().stream().mapToLong(Held::bytes).sum();
  }

  private Optional<Student> read(StudentCard card) {
    try {
      Student student = store.read(card, file -> decoded(file, card));
      put(card.id(), student, Math.toIntExact(card.bytes()));
      return Optional.of(student);
    } catch (CorruptStudentException | RuntimeException damage) {
      LOG.log(
          System.Logger.Level.ERROR,
          "%s is retired and its task goes to the teacher: %s"
              .formatted(card.id(), damage.getMessage()));
      store.update(
          List.of(card.at(Stage.RETIRED, "its file cannot be used: " + damage.getMessage())));
      return Optional.empty();
    }
  }

  private Student decoded(ByteBuffer file, StudentCard card) throws CorruptStudentException {
    if (!digest(file).equals(card.digest())) {
      throw new IllegalStateException("its file does not have the digest it was stored with");
    }
    return StudentFile.decode(file, encoders);
  }

  /// {@return SHA-256 of a student's file, hexadecimal}
  static String digest(ByteBuffer file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(file.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
