package dev.asterism.store;

import java.nio.file.Path;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/// Brings a database to this version's tables.
final class Schema {

  private Schema() {}

  static void migrate(Path database) {
    try {
      Flyway flyway =
          Flyway.configure()
              .loggers(Silence.class.getName())
              .dataSource("jdbc:sqlite:" + database, null, null)
              .locations("classpath:dev/asterism/store/migrations")
              .load();
      refuseNewer(database, flyway.info().all());
      flyway.migrate();
    } catch (FlywayException e) {
      throw new StoreException(
          "The database "
              + database
              + " cannot be brought to this version's tables; it must be one that Asterism made: "
              + String.valueOf(e.getMessage())
                  .strip()
                  .lines()
                  .findFirst()
                  .orElse("no reason given"),
          e);
    }
  }

  private static void refuseNewer(Path database, MigrationInfo[] migrations) {
    Arrays.stream(migrations)
        .filter(migration -> migration.getState().isApplied())
        .filter(migration -> !migration.getState().isResolved())
        .findFirst()
        .ifPresent(migration -> {
          throw new StoreException(
              "The database "
                  + database
                  + " has schema version "
                  + migration.getVersion()
                  + ", which a newer Asterism made; run that version, or give this one another"
                  + " data directory.");
        });
  }
}
