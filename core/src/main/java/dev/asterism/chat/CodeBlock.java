package dev.asterism.chat;

/// The fence that models like to put around JSON.
final class CodeBlock {

  private static final String FENCE = "```";

  private CodeBlock() {}

  /// {@return what is written inside of a code block; the text itself where it is none}
  static String inside(String text) {
    int line = text.indexOf('\n');
    boolean block =
        text.startsWith(FENCE)
            && text.endsWith(FENCE)
            && line > 0
            && line < text.length() - FENCE.length();
    return block ? text.substring(line + 1, text.length() - FENCE.length()).strip() : text;
  }
}
