package dev.asterism.server;

import dev.asterism.cli.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `asterism config`: what can be set.
@Command(
    name = "config",
    description = "Print an example configuration, or check one.",
    footer = {"", "Example:", "  asterism config example > asterism.yaml"},
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    example();
  }

  @Command(
      name = "example",
      description = "Print every setting with its default.",
      footer = {"", "Example:", "  asterism config example > asterism.yaml"},
      mixinStandardHelpOptions = true)
  int example() {
    try (InputStream example =
        Objects.requireNonNull(ConfigCommand.class.getResourceAsStream("example.yaml"))) {
      PrintWriter out = Output.of(spec);
      out.print(new String(example.readAllBytes(), StandardCharsets.UTF_8));
      out.flush();
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Command(
      name = "check",
      description = "Say whether a file is understood.",
      footer = {"", "Example:", "  asterism config check asterism.yaml"},
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(paramLabel = "FILE", description = "A configuration such as asterism.yaml.")
          Path file,
      @Option(names = "--json", description = "Print each setting, and the line that sets it.")
          boolean json) {
    ConfigFile.Understood read = ConfigFile.understand(file, System.getenv());
    PrintWriter out = Output.of(spec);
    out.println(json ? read.settings().json().toPrettyString() : file + " is understood.");
    out.flush();
    return 0;
  }
}
