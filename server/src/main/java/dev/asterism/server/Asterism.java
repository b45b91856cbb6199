package dev.asterism.server;

import dev.asterism.cli.AsterismCommand;
import dev.asterism.local.LocalEncoders;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The program: `asterism COMMAND`.
public final class Asterism {

  private Asterism() {}

  static void main(String[] arguments) {
    quieten();
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return AsterismCommand.line(
            new ReplayServer(),
            new LocalEncoders(),
            new ServeCommand(),
            new ConfigCommand(),
            new WarmUpCommand())
        .execute(arguments);
  }

  /// Libraries speak only when something is wrong; what people should read, the commands print.
  private static void quieten() {
    System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tF %1$tT %4$s %5$s%6$s%n");
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
  }
}
