package dev.asterism.wire.dialect;

import java.util.List;

/// One message of a conversation.
///
/// @param name of the speaker; empty where none is given
record Turn(Speaker speaker, String name, List<Part> parts) {

  Turn {
    parts = List.copyOf(parts);
  }

  Turn(Speaker speaker, List<Part> parts) {
    this(speaker, "", parts);
  }

  /// Who speaks. Results of tools are the user's.
  enum Speaker {
    SYSTEM,
    DEVELOPER,
    USER,
    ASSISTANT;

    boolean instructs() {
      return this == SYSTEM || this == DEVELOPER;
    }
  }
}
