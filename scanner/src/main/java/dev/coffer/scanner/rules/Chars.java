package dev.coffer.scanner.rules;

/** The alphabets that providers draw their tokens from. */
enum Chars {
  DIGIT("[0-9]", "digits"),
  HEX("[0-9a-f]", "lower-case hex digits"),
  ANY_HEX("[0-9A-Fa-f]", "hex digits"),
  UPPER_HEX("[0-9A-F]", "upper-case hex digits"),
  BASE32("[2-7A-Z]", "base32 characters"),
  LETTER("[A-Za-z]", "letters"),
  UPPER("[0-9A-Z]", "upper-case letters and digits"),
  LOWER("[0-9a-z]", "lower-case letters and digits"),
  ALNUM("[0-9A-Za-z]", "letters and digits"),
  URL_SAFE("[0-9A-Za-z_-]", "letters, digits, - and _"),
  URL_PADDED("[0-9A-Za-z_=-]", "letters, digits, -, _ and ="),
  BASE64("[0-9A-Za-z+/]", "base64 characters"),
  DOTTED("[0-9A-Za-z_=.-]", "letters, digits, -, _, = and .");

  private final String regex;
  private final String words;

  Chars(String regex, String words) {
    this.regex = regex;
    this.words = words;
  }

  /** Exactly {@code count} of them. */
  Piece of(int count) {
    return Piece.like(regex + "{" + count + "}", count + " " + words);
  }

  /** From {@code least} to {@code most} of them. */
  Piece of(int least, int most) {
    return Piece.like(regex + "{" + least + "," + most + "}", least + " to " + most + " " + words);
  }
}
