package dev.asterism.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreException;
import dev.asterism.student.CorruptStudentException;
import dev.asterism.student.Encoders;
import dev.asterism.student.Footprint;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The students that are in memory: those asked lately. Any other is read from its file when it is
/// asked, which takes about a millisecond.
///
/// A student whose file is damaged is retired. One whose file cannot be read at the moment (too
/// many files are open, say) keeps its place: it is tried again after a pause.
final class LoadedStudents {

  private static final System.Logger LOG = System.getLogger(LoadedStudents.class.getName());

  /// How long a student is let alone that could not be read.
  static final Duration PAUSE = Duration.ofSeconds(5);

  private final SqliteStore store;
  private final Encoders encoders;
  private final Cache<StudentId, Held> loaded;

  /// Those that could not be read a moment ago.
  private final Cache<StudentId, StoreException> unreadable;

  /// What comes of looking for a student.
  sealed interface Found {

    record Here(Student student) implements Found {}

    /// It cannot be read at the moment.
    record NotNow() implements Found {}

    /// It will never be read again.
    record Lost() implements Found {}
  }

  /// A student in memory, with the bytes that it takes there.
  private record Held(Student student, long bytes) {}

  /// @param most bytes of memory that the students take, about
  /// @param ticker what pauses are measured by
  LoadedStudents(SqliteStore store, Encoders encoders, long most, Ticker ticker) {
    this.store = store;
    this.encoders = encoders;
    this.loaded =
        Caffeine.newBuilder()
            .maximumWeight(most)
            .weigher((StudentId _, Held held) -> (int) Math.min(Integer.MAX_VALUE, held.bytes()))
            .executor(Runnable::run)
            .build();
    this.unreadable = Caffeine.newBuilder().ticker(ticker).expireAfterWrite(PAUSE).build();
  }

  LoadedStudents(SqliteStore store, Encoders encoders, long most) {
    this(store, encoders, most, Ticker.systemTicker());
  }

  /// {@return the student; empty if there is none to be had, now or ever}
  Optional<Student> of(StudentCard card) {
    return find(card) instanceof Found.Here(var student) ? Optional.of(student) : Optional.empty();
  }

  /// {@return the student, or why there is none: that costs its task the student for a while or for
  /// good, not the process its life}
  Found find(StudentCard card) {
    Held held = loaded.getIfPresent(card.id());
    if (held != null) {
      return new Found.Here(held.student());
    }
    return unreadable.getIfPresent(card.id()) == null ? read(card) : new Found.NotNow();
  }

  /// Takes a student that was just made.
  void put(StudentId id, Student student) {
    loaded.put(id, new Held(student, Footprint.of(student)));
  }

  /// Lets a student go that will not be asked again.
  void forget(StudentId id) {
    loaded.invalidate(id);
  }

  /// {@return bytes of memory that the students take, about}
  long bytes() {
    loaded.cleanUp();
    return loaded.asMap().values().stream().mapToLong(Held::bytes).sum();
  }

  private Found read(StudentCard card) {
    try {
      Student student = store.read(card, file -> decoded(file, card));
      put(card.id(), student);
      return new Found.Here(student);
    } catch (StoreException passing) {
      unreadable.put(card.id(), passing);
      LOG.log(
          System.Logger.Level.ERROR,
          "the teacher answers for {0} until it can be read: {1}",
          card.id(),
          passing.getMessage());
      return new Found.NotNow();
    } catch (CorruptStudentException | RuntimeException damage) {
      retire(card.id(), String.valueOf(damage.getMessage()));
      return new Found.Lost();
    }
  }

  /// As it stands by now: the card that it was looked for with may be an old one, of a student that
  /// was retired since and has no file any more.
  private void retire(StudentId id, String damage) {
    store.of(id.task()).stream()
        .filter(card -> card.id().equals(id) && !card.stage().isOver())
        .forEach(card -> {
          LOG.log(
              System.Logger.Level.ERROR,
              "{0} is retired and its task goes to the teacher: {1}",
              id,
              damage);
          store.update(List.of(card.at(Stage.RETIRED, "its file cannot be used: " + damage)));
        });
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
