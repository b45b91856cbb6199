package dev.asterism.tool;

/// An MCP server that could not be asked, or answered what is no answer.
final class McpFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean forgotten;

  /// @param why as a model is told it, after the server's name
  McpFailure(String why) {
    this(why, false);
  }

  private McpFailure(String why, boolean forgotten) {
    super(why);
    this.forgotten = forgotten;
  }

  /// The server does not know the session any more, and has done nothing.
  static McpFailure forgotten() {
    return new McpFailure("has forgotten the session", true);
  }

  boolean isForgotten() {
    return forgotten;
  }
}
