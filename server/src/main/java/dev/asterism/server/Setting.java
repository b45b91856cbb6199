package dev.asterism.server;

/// One setting as it holds, for people to look at.
///
/// @param path such as `loop.eps`
/// @param value as it would be written; of a secret, only whether it is set
/// @param from where it was set: a file with its line, an option, the environment, or `default`
record Setting(String path, String value, String from) {

  static final String DEFAULT = "default";

  /// Names and passwords in a URL are nobody's business.
  private static final String CREDENTIALS = "//[^/@\\s]*@";

  Setting {
    value = value.replaceAll(CREDENTIALS, "//…@");
  }
}
