package dev.asterism.model;

/// How far a student read an input.
public enum Depth {
  /// Its words: what is cheap was enough.
  WORDS,
  /// Its meaning as well, with an encoder.
  MEANING,
  /// Its words, when the meaning should have been read and the encoder was not there in time.
  UNREAD
}
