package dev.coffer.scanner.decode;

/** A piece of a text, in bytes: from the first to behind the last. */
public record Span(int start, int end) {
  /** Whether they share a byte or stand side by side: gitleaks counts neighbours too. */
  boolean touches(Span other) {
    return start <= other.end && other.start <= end;
  }

  boolean contains(Span other) {
    return start <= other.start && other.end <= end;
  }

  Span and(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }
}
