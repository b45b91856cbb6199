package dev.asterism.cli;

import java.io.PrintWriter;
import java.util.List;

/// A terminal's other page, which is drawn over in place; closing gives the terminal back as it
/// was.
///
/// A line that is too long for it is cut at its edge, so that a narrow one shows a whole picture's
/// left part. Plain ANSI, as every terminal since the VT220 knows it. Nothing is read, so that no
/// mode needs to be changed and Ctrl-C stays what it is: the page is then closed by a shutdown
/// hook.
final class Screen implements AutoCloseable {

  private static final String OTHER_PAGE = "\u001b[?1049h\u001b[?25l\u001b[?7l";
  private static final String FIRST_PAGE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_PAGE = "\u001b[J";

  private final PrintWriter out;
  private boolean open = true;

  Screen(PrintWriter out) {
    this.out = out;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "terminal"));
    write(OTHER_PAGE);
  }

  /// Draws over what is there, without an empty moment between; never after the terminal was given
  /// back, for its owner is writing there again.
  synchronized void draw(List<String> lines) {
    StringBuilder page = new StringBuilder(HOME);
    for (String line : lines) {
      page.append(line).append(REST_OF_LINE).append("\r\n");
    }
    if (open) {
      write(page.append(REST_OF_PAGE).toString());
    }
  }

  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      write(FIRST_PAGE);
    }
  }

  private void write(String text) {
    out.print(text);
    out.flush();
  }
}
