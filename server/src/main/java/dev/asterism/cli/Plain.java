package dev.asterism.cli;

/// Text from elsewhere, made harmless to a terminal.
///
/// Control characters (and with them every ANSI sequence), marks that turn the direction of
/// writing, and what is no character at all become dots: the text stays as long as it was, on its
/// one line.
final class Plain {

  private Plain() {}

  static String of(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints().forEach(c -> plain.appendCodePoint(steers(c) ? '.' : c));
    return plain.toString();
  }

  /// {@return JSON that says the same with such characters escaped; line ends, which only stand
  /// between its parts, stay}
  static String json(String json) {
    StringBuilder plain = new StringBuilder();
    json.codePoints()
        .forEach(c -> {
          if (!steers(c) || c == '\n' || c == '\r') {
            plain.appendCodePoint(c);
          } else {
            for (char unit : Character.toChars(c)) {
              plain.append("\\u%04x".formatted((int) unit));
            }
          }
        });
    return plain.toString();
  }

  private static boolean steers(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
