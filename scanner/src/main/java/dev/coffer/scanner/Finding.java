package dev.coffer.scanner;

import java.util.List;
import java.util.Optional;

/**
 * A secret found. Lines count from 1 in the file; columns count bytes, as gitleaks counts them: on
 * every line but the first of a fragment the first column is 2.
 *
 * @param line the whole lines around the match, as read
 * @param match what the rule matched
 * @param secret what of it is secret
 * @param entropy bits a byte of the secret
 * @param required findings of the rules that the rule requires
 * @param fingerprint what {@code .gitleaksignore} names it by
 */
public record Finding(
    String ruleId,
    String description,
    int startLine,
    int endLine,
    int startColumn,
    int endColumn,
    String line,
    String match,
    String secret,
    String file,
    String symlink,
    Optional<Commit> commit,
    float entropy,
    List<String> tags,
    List<Finding> required,
    String fingerprint) {

  public Finding {
    tags = List.copyOf(tags);
    required = List.copyOf(required);
  }

  /** The same with other tags. */
  public Finding withTags(List<String> others) {
    return new Finding(
        ruleId, description, startLine, endLine, startColumn, endColumn, line, match, secret, file, symlink, commit, entropy, others, required,
        fingerprint);
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "Finding[" + fingerprint + "]";
  }
}
