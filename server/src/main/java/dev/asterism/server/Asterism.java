package dev.asterism.server;

import dev.asterism.cli.AsterismCommand;
import dev.asterism.local.LocalEncoders;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/// The program: `asterism COMMAND`.
public final class Asterism {

  private Asterism() {}

  static void main(String[] arguments) {
    quieten();
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return line().execute(arguments);
  }

  static CommandLine line() {
    LocalEncoders encoders = new LocalEncoders();
    return AsterismCommand.line(
        new ReplayServer(),
        encoders,
        new ServeCommand(),
        new DoctorCommand(encoders, System.getenv()),
        new ConfigCommand(),
        new WarmUpCommand());
  }

  /// Libraries speak only when something is wrong; what people should read, the commands print.
  private static void quieten() {
    System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tF %1$tT %4$s %5$s%6$s%n");
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
  }
}
