package dev.asterism.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plain statements with their values bound in order.
final class Sql {

  private Sql() {}

  /// Some work on a connection.
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /// Reads the row that a result stands on.
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// {@return how many rows it changed}
  static int update(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return update(statement, values);
    }
  }

  static int update(PreparedStatement statement, Object... values) throws SQLException {
    bind(statement, values);
    return statement.executeUpdate();
  }

  static <T> List<T> list(Connection connection, String sql, Row<T> row, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(row.read(result));
        }
      }
      return rows;
    }
  }

  static <T> Optional<T> first(Connection connection, String sql, Row<T> row, Object... values)
      throws SQLException {
    return list(connection, sql, row, values).stream().findFirst();
  }

  static long number(Connection connection, String sql, Object... values) throws SQLException {
    return first(connection, sql, row -> row.getLong(1), values).orElse(0L);
  }

  /// All of the work, or none of it.
  static <T> T transaction(Connection connection, Work<T> work) throws SQLException {
    execute(connection, "BEGIN IMMEDIATE");
    boolean done = false;
    try {
      T result = work.on(connection);
      execute(connection, "COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback(connection);
      }
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static void rollback(Connection connection) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException _) {
      // SQLite has rolled back by itself already, as it does when the disk is full.
    }
  }

  static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i] instanceof Optional<?> optional ? optional.orElse(null) : values[i];
      switch (value) {
        case null -> statement.setNull(i + 1, java.sql.Types.NULL);
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        case Boolean flag -> statement.setInt(i + 1, flag ? 1 : 0);
        case Integer number -> statement.setInt(i + 1, number);
        case Long number -> statement.setLong(i + 1, number);
        case Double number -> statement.setDouble(i + 1, number);
        default -> statement.setString(i + 1, value.toString());
      }
    }
  }
}
