package dev.coffer.scanner.regex;

import java.util.List;

/** A parsed pattern. Flags are gone: what they mean is in the nodes. */
sealed interface Node {
  /** The empty text. */
  record Empty() implements Node {}

  /**
   * One code point.
   *
   * @param folded whether the other cases match too; only where there are any
   */
  record Literal(int codePoint, boolean folded) implements Node {}

  /** One code point of a set. */
  record OneOf(CodePoints set) implements Node {}

  /** A place, not a text. */
  record Assertion(Place place) implements Node {}

  /** A capturing group, counted from 1. */
  record Group(int index, Node body) implements Node {}

  record Sequence(List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  record Choice(List<Node> options) implements Node {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /**
   * The same several times.
   *
   * @param most {@link #UNLIMITED} for no limit
   */
  record Repeat(Node body, int least, int most, boolean greedy) implements Node {}

  int UNLIMITED = -1;

  /** Where an assertion holds. */
  enum Place {
    LINE_START,
    LINE_END,
    TEXT_START,
    TEXT_END,
    WORD_EDGE,
    NO_WORD_EDGE
  }
}
