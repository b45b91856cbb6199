package dev.asterism.chat;

/// Who speaks in a message.
public enum Role {
  SYSTEM,
  DEVELOPER,
  USER,
  ASSISTANT,
  TOOL
}
