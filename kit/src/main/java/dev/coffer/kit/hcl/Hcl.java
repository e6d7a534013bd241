package dev.coffer.kit.hcl;

import java.util.List;

/**
 * An HCL value and where it stands. Immutable. As with {@link dev.coffer.kit.json.Json}, {@code
 * toString} tells the shape and the place, never the content.
 */
public sealed interface Hcl {

  /** Where the value begins. */
  Place place();

  /**
   * A place in the text.
   *
   * @param line counted from 1
   * @param column counted from 1, in UTF-16 units
   */
  record Place(int line, int column) {
    @Override
    public String toString() {
      return "line " + line + ", column " + column;
    }
  }

  /** A quoted string or a heredoc, its escapes resolved. */
  record Text(String value, Place place) implements Hcl {
    @Override
    public String toString() {
      return "Text[" + value.length() + "] at " + place;
    }
  }

  /** A number as a JSON literal; a hexadecimal one has become decimal. */
  record Number(String literal, Place place) implements Hcl {
    @Override
    public String toString() {
      return "Number[" + literal.length() + "] at " + place;
    }
  }

  /** {@code true} or {@code false}. */
  record Bool(boolean value, Place place) implements Hcl {
    @Override
    public String toString() {
      return "Bool at " + place;
    }
  }

  /** {@code null}, which only JSON has. */
  record Null(Place place) implements Hcl {}

  /** {@code [a, b]}. */
  record Items(List<Hcl> values, Place place) implements Hcl {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return "Items[" + values.size() + "] at " + place;
    }
  }

  /** What stands between braces, or the whole file. */
  record Body(List<Entry> entries, Place place) implements Hcl {
    public Body {
      entries = List.copyOf(entries);
    }

    @Override
    public String toString() {
      return "Body[" + entries.size() + "] at " + place;
    }
  }

  /**
   * {@code name = value}, {@code name { … }} or {@code name "label" { … }}. No two entries of a body
   * assign to the same name; blocks may repeat.
   *
   * @param labels of a block, empty for an assignment
   * @param assigned written with {@code =} (or a JSON colon)
   * @param place where the name stands
   */
  record Entry(String name, List<Label> labels, Hcl value, boolean assigned, Place place) {
    public Entry {
      labels = List.copyOf(labels);
    }

    @Override
    public String toString() {
      return "Entry[" + labels.size() + " labels] at " + place;
    }
  }

  /** A block's label: the {@code "secret/*"} of {@code path "secret/*" { … }}. */
  record Label(String text, Place place) {
    @Override
    public String toString() {
      return "Label[" + text.length() + "] at " + place;
    }
  }
}
