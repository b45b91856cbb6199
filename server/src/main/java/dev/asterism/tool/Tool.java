package dev.asterism.tool;

/// Something that specialists may call, or that holds several things they may call. Where it is and
/// how it is asked is configured; a model gives arguments and nothing else.
public sealed interface Tool permits HttpTool, McpServer {

  /// {@return the name by which specialists are given it}
  String name();
}
