package dev.coffer.scanner.rule;

import dev.coffer.scanner.checksum.TokenFormat;
import dev.coffer.scanner.checksum.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A check of a candidate's own text. A rule names one as {@code checksum = "github"}; gitleaks itself
 * ignores the key.
 */
public record Checksum(TokenFormat format) {
  /** By the name that a configuration uses. */
  public static Optional<Checksum> named(String name) {
    return TokenFormat.named(name).map(Checksum::new);
  }

  /**
   * Whether the secret, as the rule's group captured it, may be a real token: false only where its
   * provider documents that it cannot.
   */
  public boolean accepts(String secret) {
    return !(format.provesInvalid() && verdict(secret) == Verdict.INVALID);
  }

  /** What the secret's text says; {@code INVALID} is a reason for doubt also where it is accepted. */
  public Verdict verdict(String secret) {
    return format.verdict(secret.getBytes(StandardCharsets.UTF_8));
  }
}
