package dev.asterism.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/// What a trace is found by: bodies by its number, all else by its id.
record StoredName(long number, String id) {

  static StoredName of(ResultSet row) throws SQLException {
    return new StoredName(row.getLong("number"), row.getString("id"));
  }
}
