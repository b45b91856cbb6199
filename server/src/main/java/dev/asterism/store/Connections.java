package dev.asterism.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.sqlite.SQLiteConfig;

/// Opens connections to the database, and keeps a few idle ones for reading.
final class Connections implements AutoCloseable {

  private static final int IDLE = 4;
  private static final int INCREMENTAL = 2;
  private static final int BUSY_MILLIS = 5_000;
  private static final int WAL_BYTES = 64 * 1024 * 1024;

  private final Path database;
  private final BlockingQueue<Connection> idle = new ArrayBlockingQueue<>(IDLE);

  Connections(Path database) {
    this.database = database;
  }

  /// Sets what a database keeps from its first day on.
  void prepare() throws SQLException {
    forWriting().close();
  }

  /// A connection for the one writer: every commit reaches the disk before it returns.
  Connection forWriting() throws SQLException {
    Connection connection = connect();
    Sql.execute(connection, "PRAGMA busy_timeout = " + BUSY_MILLIS);
    // Only a database without tables takes this; one with tables has it since its first day, and to
    // set it again would write to data that a newer version may have made.
    if (Sql.number(connection, "PRAGMA auto_vacuum") != INCREMENTAL) {
      Sql.execute(connection, "PRAGMA auto_vacuum = " + INCREMENTAL);
    }
    Sql.first(connection, "PRAGMA journal_mode = WAL", row -> row.getString(1));
    Sql.execute(connection, "PRAGMA synchronous = FULL");
    Sql.first(connection, "PRAGMA journal_size_limit = " + WAL_BYTES, row -> row.getLong(1));
    return connection;
  }

  /// Reads one moment's state; never waits for the writer.
  <T> T read(Sql.Work<T> query) {
    try {
      Connection connection = forReading();
      boolean whole = false;
      try {
        T result = query.on(connection);
        whole = true;
        return result;
      } finally {
        if (!whole || !idle.offer(connection)) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw new StoreException(
          "The database " + database + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  @Override
  public void close() {
    for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
      try {
        connection.close();
      } catch (SQLException _) {
        // It held nothing that could be lost.
      }
    }
  }

  private Connection forReading() throws SQLException {
    Connection connection = idle.poll();
    if (connection != null) {
      return connection;
    }
    Connection opened = connect();
    Sql.execute(opened, "PRAGMA busy_timeout = " + BUSY_MILLIS);
    Sql.execute(opened, "PRAGMA query_only = 1");
    return opened;
  }

  private Connection connect() throws SQLException {
    SQLiteConfig plain = new SQLiteConfig();
    // Else the driver asks for the row's number after every statement that writes.
    plain.setGetGeneratedKeys(false);
    // For a new database: requests and answers of a few kilobytes leave less of a page empty.
    plain.setPageSize(8192);
    return plain.createConnection("jdbc:sqlite:" + database);
  }
}
