package dev.coffer.scanner.regex;

/**
 * Writes a parsed pattern in the syntax of an engine that runs it. Everything is spelled out, so that
 * no flag and no short form of that engine can mean something else than in Go.
 */
final class PatternWriter {
  /** Who is to read it. */
  enum Dialect {
    /** {@link java.util.regex}, for texts that are ASCII only: small sets, which it looks up in a table. */
    JAVA_ASCII,
    /** {@link java.util.regex}, for any text. */
    JAVA,
    /** RE2/J. */
    RE2
  }

  private static final int ASCII_LAST = 0x7F;
  private static final String WORD = "[0-9A-Za-z_]";

  private final Dialect dialect;
  private final StringBuilder out = new StringBuilder();

  private PatternWriter(Dialect dialect) {
    this.dialect = dialect;
  }

  static String write(Node node, Dialect dialect) {
    PatternWriter writer = new PatternWriter(dialect);
    writer.node(node);
    return writer.out.toString();
  }

  private void node(Node node) {
    switch (node) {
      case Node.Empty() -> out.append("(?:)");
      case Node.Literal literal -> literal(literal);
      case Node.OneOf(CodePoints set) -> set(set);
      case Node.Assertion(Node.Place place) -> place(place);
      case Node.Group group -> {
        out.append('(');
        node(group.body());
        out.append(')');
      }
      case Node.Sequence sequence -> sequence(sequence);
      case Node.Choice choice -> {
        out.append("(?:");
        for (int index = 0; index < choice.options().size(); index++) {
          if (index > 0) {
            out.append('|');
          }
          node(choice.options().get(index));
        }
        out.append(')');
      }
      case Node.Repeat repeat -> repeat(repeat);
    }
  }

  /** Runs of letters whose case is no matter stay together: engines compare those at once. */
  private void sequence(Node.Sequence sequence) {
    boolean folding = false;
    for (Node item : sequence.items()) {
      boolean folds = item instanceof Node.Literal literal && literal.folded() && simplyFolded(literal.codePoint());
      if (folds != folding) {
        out.append(folds ? "(?i:" : ")");
        folding = folds;
      }
      if (folds) {
        out.appendCodePoint(((Node.Literal) item).codePoint());
      } else {
        boolean loose = item instanceof Node.Choice || item instanceof Node.Sequence;
        out.append(loose ? "(?:" : "");
        node(item);
        out.append(loose ? ")" : "");
      }
    }
    out.append(folding ? ")" : "");
  }

  /** An ASCII letter of two cases only, as all but k and s are. */
  private boolean simplyFolded(int letter) {
    return letter < 128 && (dialect == Dialect.JAVA_ASCII || (letter != 'k' && letter != 's'));
  }

  private void literal(Node.Literal literal) {
    if (literal.folded()) {
      set(Folding.of(literal.codePoint()));
    } else if (dialect == Dialect.JAVA_ASCII && literal.codePoint() > ASCII_LAST) {
      nothing();
    } else {
      codePoint(literal.codePoint());
    }
  }

  private void nothing() {
    out.append(dialect == Dialect.RE2 ? "[^\\x{0}-\\x{10FFFF}]" : "(?!)");
  }

  private void codePoint(int codePoint) {
    boolean plain = codePoint < 128 && Character.isLetterOrDigit(codePoint);
    if (plain) {
      out.append((char) codePoint);
    } else {
      out.append("\\x{").append(Integer.toHexString(codePoint)).append('}');
    }
  }

  private void set(CodePoints set) {
    if (dialect == Dialect.JAVA_ASCII) {
      asciiSet(set);
      return;
    }
    if (set.isEmpty()) {
      nothing();
      return;
    }
    CodePoints rest = set.negated();
    boolean negated = !rest.isEmpty() && rest.last(rest.ranges() - 1) <= ASCII_LAST;
    CodePoints written = negated ? rest : set;
    out.append(negated ? "[^" : "[");
    for (int range = 0; range < written.ranges(); range++) {
      range(written.first(range), written.last(range));
    }
    out.append(']');
  }

  private void range(int first, int last) {
    if (dialect == Dialect.JAVA && last <= ASCII_LAST) {
      each(first, last);
      return;
    }
    codePoint(first);
    if (last > first) {
      out.append('-');
      codePoint(last);
    }
  }

  /** Each by itself: the engine keeps single characters in one table and ranges in a chain. */
  private void each(int first, int last) {
    for (int c = first; c <= last; c++) {
      codePoint(c);
    }
  }

  private void asciiSet(CodePoints set) {
    int members = 0;
    for (int c = 0; c <= ASCII_LAST; c++) {
      members += set.contains(c) ? 1 : 0;
    }
    if (members == 0) {
      nothing();
    } else if (members > ASCII_LAST) {
      out.append("(?s:.)");
    } else {
      boolean negated = members > (ASCII_LAST + 1) / 2;
      out.append(negated ? "[^" : "[");
      for (int c = 0; c <= ASCII_LAST; c++) {
        if (set.contains(c) != negated) {
          codePoint(c);
        }
      }
      out.append(']');
    }
  }

  private void place(Node.Place place) {
    boolean re2 = dialect == Dialect.RE2;
    switch (place) {
      case LINE_START -> out.append(re2 ? "(?m:^)" : "(?<![^\\n])");
      case LINE_END -> out.append(re2 ? "(?m:$)" : "(?![^\\n])");
      case TEXT_START -> out.append("\\A");
      case TEXT_END -> out.append("\\z");
      case WORD_EDGE -> {
        // Java's own word edge takes marks that combine with a letter into account.
        boolean plain = dialect != Dialect.JAVA;
        out.append(plain ? "\\b" : "(?:(?<=" + WORD + ")(?!" + WORD + ")|(?<!" + WORD + ")(?=" + WORD + "))");
      }
      case NO_WORD_EDGE -> {
        boolean plain = dialect != Dialect.JAVA;
        out.append(plain ? "\\B" : "(?:(?<=" + WORD + ")(?=" + WORD + ")|(?<!" + WORD + ")(?!" + WORD + "))");
      }
    }
  }

  private void repeat(Node.Repeat repeat) {
    boolean single = repeat.body() instanceof Node.OneOf || repeat.body() instanceof Node.Group;
    out.append(single ? "" : "(?:");
    node(repeat.body());
    out.append(single ? "" : ")");
    int least = repeat.least();
    int most = repeat.most();
    if (most == Node.UNLIMITED && least <= 1) {
      out.append(least == 0 ? '*' : '+');
    } else if (least == 0 && most == 1) {
      out.append('?');
    } else {
      out.append('{').append(least);
      if (most != least) {
        out.append(',').append(most == Node.UNLIMITED ? "" : Integer.toString(most));
      }
      out.append('}');
    }
    out.append(repeat.greedy() ? "" : "?");
  }
}
