package dev.asterism.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Data directories that a store can, and cannot, be opened in.
final class OpeningTest {

  @TempDir private Path directory;

  @Test
  void makesTheDirectory() {
    Path below = directory.resolve("a/b");
    SqliteStore.open(below, StoreSettings.DEFAULT).close();
    assertThat(below.resolve("asterism.db")).isRegularFile();
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "text");
    refuses(file, "is a file; give a directory");
    refuses(file.resolve("below"), "cannot be written to");
  }

  @Test
  void refusesADirectoryThatCannotBeWrittenTo() {
    Path unwritable = Path.of("/proc/self");
    assumeTrue(Files.isDirectory(unwritable), "needs /proc, where not even root makes files");
    refuses(unwritable, "cannot be written to");
  }

  @Test
  void refusesASecondServer() {
    try (SqliteStore _ = SqliteStore.open(directory, StoreSettings.DEFAULT)) {
      refuses(directory, "is in use by another server (process " + ProcessHandle.current().pid());
    }
    SqliteStore.open(directory, StoreSettings.DEFAULT).close();
  }

  @Test
  void refusesANewerSchema() throws SQLException {
    SqliteStore.open(directory, StoreSettings.DEFAULT).close();
    try (var connection =
        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("asterism.db"))) {
      Sql.execute(
          connection,
          "INSERT INTO flyway_schema_history SELECT max(installed_rank) + 1, '99', 'later', 'SQL', 'V99__later.sql', 1,"
              + " installed_by, installed_on, 1, 1 FROM flyway_schema_history");
    }
    refuses(directory, "has schema version 99, which a newer Asterism made");
  }

  @Test
  void refusesWhatIsNoDatabase() throws IOException {
    Files.writeString(directory.resolve("asterism.db"), "no database at all ".repeat(100));
    refuses(directory, "it must be one that Asterism made");
  }

  private static void refuses(Path path, String why) {
    ThrowingCallable opening = () -> SqliteStore.open(path, StoreSettings.DEFAULT);
    assertThatThrownBy(opening)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(why);
  }
}
