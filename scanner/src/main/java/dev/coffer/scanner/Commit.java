package dev.coffer.scanner;

/**
 * The commit that a fragment was added by.
 *
 * @param id full and hexadecimal; empty for what is staged
 * @param date as {@code 2026-01-31T12:00:00Z}
 * @param message title, empty line, body
 */
public record Commit(String id, String author, String email, String date, String message) {
  /** What is staged or not yet committed: gitleaks reports empty fields for it. */
  public static Commit none() {
    return new Commit("", "", "", "", "");
  }
}
