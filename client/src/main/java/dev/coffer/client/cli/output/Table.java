package dev.coffer.client.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Columns of text under dashes, four spaces apart, as Vault prints them. */
public final class Table {
  private static final String GLUE = "    ";
  private static final String EMPTY = "n/a";

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... header) {
    rows.add(List.of(header));
    List<String> dashes = new ArrayList<>();
    for (String title : header) {
      dashes.add("-".repeat(title.length()));
    }
    rows.add(dashes);
  }

  public static Table keyValue() {
    return new Table("Key", "Value");
  }

  public Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  public Table row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.size() == 2;
  }

  /** The text without a line break at its end. */
  public String text() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], width(cell(row, column)));
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      if (!out.isEmpty()) {
        out.append('\n');
      }
      for (int column = 0; column < columns; column++) {
        String cell = cell(row, column);
        out.append(cell);
        if (column < columns - 1) {
          out.append(" ".repeat(widths[column] - width(cell))).append(GLUE);
        }
      }
    }
    return out.toString();
  }

  private static String cell(List<String> row, int column) {
    return row.get(column).isEmpty() ? EMPTY : row.get(column);
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
