package dev.asterism.cli;

import picocli.CommandLine;

/// Colours, where they are wanted: on a terminal, unless `NO_COLOR` is set.
///
/// @param wanted whether to paint at all
record Paint(boolean wanted) {

  private static final String RESET = "\u001b[0m";

  /// {@return what the command line found out about its terminal}
  static Paint of(CommandLine line) {
    return new Paint(line.getColorScheme().ansi().enabled());
  }

  String good(String text) {
    return painted("\u001b[32m", text);
  }

  String doubtful(String text) {
    return painted("\u001b[33m", text);
  }

  String bad(String text) {
    return painted("\u001b[31m", text);
  }

  String strong(String text) {
    return painted("\u001b[1m", text);
  }

  private String painted(String how, String text) {
    return wanted && !text.isBlank() ? how + text + RESET : text;
  }
}
