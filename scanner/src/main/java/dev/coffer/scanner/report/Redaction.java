package dev.coffer.scanner.report;

import dev.coffer.scanner.Finding;

/** Hides secrets, wholly or in part. */
public final class Redaction {
  public static final String REDACTED = "REDACTED";

  private Redaction() {}

  /**
   * The finding without its secret, or with a part of it.
   *
   * @param percent how much is hidden, 0 to 100
   */
  public static Finding of(Finding finding, int percent) {
    if (percent <= 0 || finding.secret().isEmpty()) {
      return finding;
    }
    String masked = mask(finding.secret(), percent);
    return new Finding(
        finding.ruleId(),
        finding.description(),
        finding.startLine(),
        finding.endLine(),
        finding.startColumn(),
        finding.endColumn(),
        finding.line().replace(finding.secret(), masked),
        finding.match().replace(finding.secret(), masked),
        masked,
        finding.file(),
        finding.symlink(),
        finding.commit(),
        finding.entropy(),
        finding.tags(),
        finding.required().stream().map(other -> of(other, percent)).toList(),
        finding.fingerprint());
  }

  static String mask(String secret, int percent) {
    if (percent >= 100) {
      return REDACTED;
    }
    int kept = (int) Math.rint(secret.length() * (100.0 - percent) / 100);
    return secret.substring(0, kept) + "...";
  }
}
