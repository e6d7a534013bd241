package dev.coffer.scanner.checksum;

/** What a candidate's own text says about it. */
public enum Verdict {
  /** The checksum or structure is right: chance does not make such a text. */
  VALID,
  /** The format's redundancy is broken. */
  INVALID,
  /** The text is of a version or length that carries nothing to check. */
  UNKNOWN
}
