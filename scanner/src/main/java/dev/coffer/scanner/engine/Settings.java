package dev.coffer.scanner.engine;

/**
 * How to look.
 *
 * @param decodeDepth how many levels of encodings are opened
 * @param honourAllowComments whether a line with {@code gitleaks:allow} is let pass
 * @param fragmentMegabytesMax fragments larger than so many million bytes are not searched; 0 for any
 */
public record Settings(int decodeDepth, boolean honourAllowComments, int fragmentMegabytesMax) {
  public static final Settings DEFAULT = new Settings(5, true, 0);
}
