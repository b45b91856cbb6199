package dev.asterism.chat;

/// One message of a conversation, reduced to what recognition needs.
///
/// @param text the text parts joined; empty where there are none
/// @param textOnly whether the message holds nothing but text: no image, audio, file or tool call
public record Message(Role role, String text, boolean textOnly) {

  public Message(Role role, String text) {
    this(role, text, true);
  }
}
