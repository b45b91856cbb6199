package dev.asterism.store;

import dev.asterism.model.Plan;
import dev.asterism.model.Proof;
import dev.asterism.model.Provenance;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.model.Students;
import dev.asterism.task.TaskId;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Students: their cards in the database, their files beside it, by digest.
///
/// A file is on the disk before its card is, so that no card ever points at nothing.
final class Shelf implements Students {

  private static final System.Logger LOG = System.getLogger(Shelf.class.getName());

  private final DataDirectory directory;
  private final Connections connections;
  private final Writer writer;

  Shelf(DataDirectory directory, Connections connections, Writer writer) {
    this.directory = directory;
    this.connections = connections;
    this.writer = writer;
  }

  @Override
  public void add(StudentCard card, byte[] file) {
    write(path(card), file);
    writer.call(connection ->
        Sql.transaction(
            connection,
            open -> {
              insert(open, card);
              return note(open, card);
            }));
  }

  @Override
  public void update(List<StudentCard> cards) {
    writer.call(connection ->
        Sql.transaction(
            connection,
            open -> {
              int noted = 0;
              for (StudentCard card : cards) {
                noted += replace(open, card);
              }
              return noted;
            }));
    cards.stream().filter(card -> card.stage().isOver()).forEach(this::discard);
  }

  /// A retired student's card stays, for what it tells; its weights will not be read again.
  private void discard(StudentCard card) {
    boolean shared =
        all().stream()
            .anyMatch(other -> other.digest().equals(card.digest()) && !other.stage().isOver());
    if (!shared) {
      try {
        Files.deleteIfExists(path(card));
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "{0} could not be deleted: {1}", path(card), e);
      }
    }
  }

  @Override
  public List<StudentCard> of(TaskId task) {
    return connections.read(connection ->
        Sql.list(
            connection,
            "SELECT * FROM student WHERE task = ? ORDER BY version",
            Shelf::card,
            task));
  }

  @Override
  public List<StudentCard> all() {
    return connections.read(connection ->
        Sql.list(connection, "SELECT * FROM student ORDER BY task, version", Shelf::card));
  }

  Map<Stage, Integer> stages() {
    return connections.read(open -> {
      Map<Stage, Integer> stages = new EnumMap<>(Stage.class);
      var _ =
          Sql.list(
              open,
              "SELECT stage, count(*) AS students FROM student GROUP BY stage",
              row -> stages.put(Stage.valueOf(row.getString("stage")), row.getInt("students")));
      return stages;
    });
  }

  /// Maps the file for as long as it is read, so that no copy of it is made in memory.
  ///
  /// @throws DamagedFileException if it is gone, or does not have the length it was added with
  /// @throws StoreException if it cannot be read now: there are too many open files, say
  @Override
  public <T, E extends Exception> T read(StudentCard card, FileReader<T, E> reader) throws E {
    Path path = path(card);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      long size = channel.size();
      if (size != card.bytes()) {
        throw new DamagedFileException(
            "The file %s of %s has %d bytes, and should have %d."
                .formatted(path, card.id(), size, card.bytes()));
      }
      MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      return reader.read(mapped.asByteBuffer());
    } catch (NoSuchFileException e) {
      throw new DamagedFileException("The file %s of %s is gone.".formatted(path, card.id()), e);
    } catch (IOException e) {
      throw new StoreException(
          "The file %s of %s cannot be read: %s.".formatted(path, card.id(), e.getMessage()), e);
    } catch (InternalError e) {
      throw unreadable(path, card, e);
    }
  }

  /// So Java tells of a page that cannot be had: the file was cut, or the disk fails.
  private static RuntimeException unreadable(Path path, StudentCard card, InternalError e) {
    return path.toFile().length() == card.bytes()
        ? new StoreException(
            "A part of the file %s of %s cannot be read.".formatted(path, card.id()), e)
        : new DamagedFileException(
            "The file %s of %s was cut while it was read.".formatted(path, card.id()), e);
  }

  List<StageChange> history(TaskId task) {
    return connections.read(connection ->
        Sql.list(
            connection,
            "SELECT * FROM stage_change WHERE task = ? ORDER BY number",
            row ->
                new StageChange(
                    id(row),
                    Stage.valueOf(row.getString("stage")),
                    Times.instant(row.getLong("at")),
                    row.getString("reason")),
            task));
  }

  private static void insert(Connection open, StudentCard card) throws SQLException {
    int inserted =
        Sql.update(
            open,
            "INSERT INTO student VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            card.id().task(),
            card.id().version(),
            card.stage(),
            Json.write(card.provenance()),
            Json.write(card.plan()),
            card.digest(),
            card.bytes(),
            card.looked(),
            card.proof().map(Json::write),
            card.reason());
    if (inserted == 0) {
      throw new StoreException(
          card.id() + " was added already; a student's version is used only once.");
    }
  }

  private static int replace(Connection open, StudentCard card) throws SQLException {
    StudentCard before =
        Sql.first(
                open,
                "SELECT * FROM student WHERE task = ? AND version = ?",
                Shelf::card,
                card.id().task(),
                card.id().version())
            .orElseThrow(() -> new StoreException(card.id() + " was never added; add it before."));
    Sql.update(
        open,
        """
        UPDATE student SET stage = ?, provenance = ?, plan = ?, digest = ?, bytes = ?,
          looked = ?, proof = ?, reason = ?
        WHERE task = ? AND version = ?
        """,
        card.stage(),
        Json.write(card.provenance()),
        Json.write(card.plan()),
        card.digest(),
        card.bytes(),
        card.looked(),
        card.proof().map(Json::write),
        card.reason(),
        card.id().task(),
        card.id().version());
    return before.stage() == card.stage() ? 0 : note(open, card);
  }

  private static int note(Connection open, StudentCard card) throws SQLException {
    return Sql.update(
        open,
        "INSERT INTO stage_change (task, version, stage, at, reason) VALUES (?, ?, ?, ?, ?)",
        card.id().task(),
        card.id().version(),
        card.stage(),
        Times.nanos(Instant.now()),
        card.reason());
  }

  private static StudentCard card(ResultSet row) throws SQLException {
    return new StudentCard(
        id(row),
        Stage.valueOf(row.getString("stage")),
        Json.read(row.getString("provenance"), Provenance.class),
        Json.read(row.getString("plan"), Plan.class),
        row.getString("digest"),
        row.getLong("bytes"),
        row.getInt("looked"),
        Optional.ofNullable(row.getString("proof")).map(json -> Json.read(json, Proof.class)),
        row.getString("reason"));
  }

  private static StudentId id(ResultSet row) throws SQLException {
    return new StudentId(new TaskId(row.getString("task")), row.getInt("version"));
  }

  private Path path(StudentCard card) {
    if (!card.digest().matches("[0-9a-f]{64}")) {
      throw new StoreException(
          "The digest of " + card.id() + " must be 64 hexadecimal digits, not " + card.digest());
    }
    return directory.students().resolve(card.digest() + ".student");
  }

  private void write(Path target, byte[] file) {
    try {
      Path temporary = Files.createTempFile(directory.students(), "new-", ".tmp");
      try {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = ByteBuffer.wrap(file);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
      try (FileChannel names = FileChannel.open(directory.students(), StandardOpenOption.READ)) {
        names.force(true);
      }
    } catch (IOException e) {
      throw new StoreException("The student's file " + target + " cannot be written.", e);
    }
  }
}
