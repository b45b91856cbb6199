package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.asterism.cli.AsterismCommand;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreSettings;
import dev.asterism.student.Encoders;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `asterism serve` with a data directory that it cannot use: one sentence, exit code 1, no trace.
class ServeRefusalTest {

  @TempDir private Path folder;

  @Test
  void aDirectoryThatCannotBeMadeIsToldAndNothingIsWritten() throws IOException {
    // Below a file not even root can make a directory.
    Path file = Files.writeString(folder.resolve("file"), "text");
    refuses(file.resolve("data"), "cannot be written to");
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsToldAndNothingIsWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    refuses(file, "is a file; give a directory");
  }

  @Test
  void theDataOfANewerVersionIsToldAndLeftAsItIs() throws IOException, SQLException {
    Path data = folder.resolve("data");
    SqliteStore.open(data, StoreSettings.DEFAULT).close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("asterism.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', 'SQL', 'V99__later.sql', 1,"
              + " installed_by, installed_on, 1, 1 FROM flyway_schema_history LIMIT 1");
    }
    refuses(data, "has schema version 99, which a newer Asterism made");
  }

  private void refuses(Path data, String why) throws IOException {
    Map<String, Integer> before = files();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = AsterismCommand.line(new ReplayServer(), Encoders.NONE, new ServeCommand());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int code =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> line.execute("serve", "--port", "0", "--data", data.toString()));
    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    // One sentence, in lines of a terminal.
    assertThat(err.toString().strip().replaceAll("\\s+", " "))
        .startsWith("asterism: The ")
        .contains(data.toString())
        .contains(why)
        .endsWith(".");
    assertThat(files()).isEqualTo(before);
  }

  /// {@return what is in the folder: every path, with its content's hash}
  private Map<String, Integer> files() throws IOException {
    Map<String, Integer> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        int content = Files.isDirectory(path) ? 0 : Arrays.hashCode(Files.readAllBytes(path));
        files.put(folder.relativize(path).toString(), content);
      }
    }
    return files;
  }
}
