package dev.asterism.cli;

/// What went wrong, in one sentence for a person.
class Trouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Trouble(String message) {
    super(message);
  }
}
