package dev.asterism.store;

import dev.asterism.trace.Draft;
import dev.asterism.trace.TraceId;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// What judges of drafts that learn no more have learnt from.
final class DraftShelf {

  /// A draft in its row.
  private record Drafted(String model, String meaning, OptionalDouble confidence, boolean good) {}

  private DraftShelf() {}

  /// {@return how many there are now}
  static int keep(Connection open, String judge, List<DraftLesson> lessons) throws SQLException {
    Sql.update(open, "DELETE FROM draft_lesson WHERE judge = ?", judge);
    for (DraftLesson lesson : lessons) {
      Sql.update(
          open,
          "INSERT INTO draft_lesson VALUES (?, ?, ?, ?, ?, ?)",
          judge,
          lesson.number(),
          lesson.trace(),
          bytes(lesson.grams()),
          bytes(lesson.shape()),
          Json.write(lesson.drafts().stream().map(DraftShelf::written).toList()));
    }
    return lessons.size();
  }

  static List<DraftLesson> of(Connection open, String judge) throws SQLException {
    return Sql.list(
        open,
        "SELECT * FROM draft_lesson WHERE judge = ? ORDER BY number",
        DraftShelf::read,
        judge);
  }

  /// Whose lessons are not all there any more learns anew.
  static void forget(Connection open, String trace) throws SQLException {
    Sql.update(open, "DELETE FROM draft_lesson WHERE trace = ?", trace);
  }

  private static DraftLesson read(ResultSet row) throws SQLException {
    return new DraftLesson(
        row.getLong("number"),
        new TraceId(row.getString("trace")),
        longs(row.getBytes("grams")),
        doubles(row.getBytes("shape")),
        Stream.of(Json.read(row.getString("drafts"), Drafted[].class))
            .map(one ->
                new DraftLesson.Drafted(
                    one.model(), new Draft(one.meaning(), one.confidence()), one.good()))
            .toList());
  }

  private static Drafted written(DraftLesson.Drafted one) {
    return new Drafted(one.model(), one.draft().meaning(), one.draft().confidence(), one.good());
  }

  private static byte[] bytes(long[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * numbers.length);
    bytes.asLongBuffer().put(numbers);
    return bytes.array();
  }

  private static byte[] bytes(double[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
    bytes.asDoubleBuffer().put(numbers);
    return bytes.array();
  }

  private static long[] longs(byte[] bytes) {
    long[] numbers = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
    return numbers;
  }

  private static double[] doubles(byte[] bytes) {
    double[] numbers = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(numbers);
    return numbers;
  }
}
