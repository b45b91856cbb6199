package dev.asterism.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The configuration that a command is given: a file, and what stands above it.
final class Settings {

  private static final Path HERE = Path.of("asterism.yaml");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration; by default asterism.yaml here, if there is one.")
  private @Nullable Path config;

  @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on; 0 for any.")
  private @Nullable Integer port;

  @Option(names = "--data", paramLabel = "DIR", description = "Where traces and students are kept.")
  private @Nullable Path data;

  /// {@return the file that is read; empty where there is none}
  Optional<Path> file() {
    return Optional.ofNullable(config).or(() -> Optional.of(HERE).filter(Files::exists));
  }

  /// {@return all of it}
  ///
  /// @throws ConfigException if the file or an option is not understood
  Config read(Map<String, String> environment) {
    return understand(environment).config();
  }

  /// {@return all of it, and where each setting was set}
  ///
  /// @throws ConfigException if the file or an option is not understood
  ConfigFile.Understood understand(Map<String, String> environment) {
    return above(
        file()
            .map(path -> ConfigFile.understand(path, environment))
            .orElseGet(() -> ConfigFile.understand("", "", environment)));
  }

  /// {@return the same with what the options say}
  private ConfigFile.Understood above(ConfigFile.Understood understood) {
    Config read = understood.config();
    SettingsReport report = understood.settings();
    Config.Server server = read.server();
    int chosen = port == null ? server.port() : port;
    if (chosen < 0 || chosen > 65_535) {
      throw new ConfigException("--port: expected a number from 0 to 65535, not " + chosen);
    }
    if (port != null) {
      report = report.with(new Setting("server.port", Integer.toString(chosen), "--port"));
    }
    Path directory = data == null ? read.data().directory() : data;
    if (data != null) {
      report = report.with(new Setting("data.directory", directory.toString(), "--data"));
    }
    return new ConfigFile.Understood(read.at(server.at(chosen), read.data().in(directory)), report);
  }
}
