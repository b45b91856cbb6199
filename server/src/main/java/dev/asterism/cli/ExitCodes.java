package dev.asterism.cli;

/// How a command ends, for scripts. `docs/cli.md` tells them; picocli gives 2 for wrong usage, and
/// the JVM 130 for Ctrl-C.
final class ExitCodes {

  static final int DONE = 0;

  /// It could not be done, or a doctor found something broken.
  static final int FAILED = 1;

  /// The command line was not understood.
  static final int USAGE = 2;

  /// No Asterism answers where one was to be asked.
  static final int NO_SERVER = 3;

  private ExitCodes() {}
}
