package dev.coffer.kit.hcl;

/**
 * A piece of the text.
 *
 * @param text a name, the resolved text of a string, or the literal of a number; else empty
 */
record HclToken(Kind kind, String text, Hcl.Place place) {
  enum Kind {
    NAME,
    STRING,
    NUMBER,
    OPEN_BRACE,
    CLOSE_BRACE,
    OPEN_BRACKET,
    CLOSE_BRACKET,
    COMMA,
    ASSIGN,
    COLON,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }
}
