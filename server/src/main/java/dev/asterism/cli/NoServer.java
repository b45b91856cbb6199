package dev.asterism.cli;

/// No Asterism answers where one was to be asked.
final class NoServer extends Trouble {

  private static final long serialVersionUID = 1L;

  NoServer(String message) {
    super(message);
  }
}
