package dev.asterism.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A plain table: columns as wide as they need to be, the whole no wider than a terminal.
final class Table {

  private static final int WIDEST = 80;
  private static final int NARROWEST_COLUMN = 6;

  private final List<List<String>> rows = new ArrayList<>();

  private final Optional<String> whole;

  Table(String... heads) {
    this(Optional.empty(), heads);
  }

  private Table(Optional<String> whole, String... heads) {
    this.whole = whole;
    rows.add(List.of(heads));
  }

  /// {@return a table of which one column is never cut, as people copy from it}
  static Table keeping(String whole, String... heads) {
    return new Table(Optional.of(whole), heads);
  }

  void row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(Plain.of(String.valueOf(cell)));
    }
    rows.add(row);
  }

  /// {@return whether it has no row}
  boolean isEmpty() {
    return rows.size() == 1;
  }

  @Override
  public String toString() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    shrink(widths);
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        line.append(fit(row.get(column), widths[column])).append("  ");
      }
      table.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return table.toString();
  }

  /// Takes from the widest column until the table fits.
  private void shrink(int[] widths) {
    int kept = whole.map(rows.getFirst()::indexOf).orElse(-1);
    for (int excess = total(widths) - WIDEST; excess > 0; excess--) {
      int widest = -1;
      int width = NARROWEST_COLUMN;
      for (int column = 0; column < widths.length; column++) {
        if (column != kept && widths[column] > width) {
          widest = column;
          width = widths[column];
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private static int total(int[] widths) {
    int total = 2 * (widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    return total;
  }

  private static String fit(String text, int width) {
    return text.length() > width
        ? text.substring(0, width - 1) + "\u2026"
        : text + " ".repeat(width - text.length());
  }
}
