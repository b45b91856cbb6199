package dev.asterism.replay;

/// Which API a replay speaks.
public enum Api {
  DECISIONS,
  CHAT
}
