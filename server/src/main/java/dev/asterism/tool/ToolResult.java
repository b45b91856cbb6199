package dev.asterism.tool;

/// What came of a tool's call, as the model that called it is told.
///
/// @param fine whether the tool did what it was called for
/// @param text its answer, or in one sentence why there is none
public record ToolResult(boolean fine, String text) {

  static ToolResult failed(String why) {
    return new ToolResult(false, "error: " + why);
  }
}
