package dev.coffer.scanner.rule;

import java.util.List;
import java.util.Optional;

/**
 * One rule of a configuration: what a secret looks like and what only looks like one.
 *
 * @param id unique in its rule set
 * @param regex Go syntax (RE2); empty for a rule about paths only
 * @param path Go syntax; the file's path must contain a match
 * @param secretGroup the group that holds the secret; 0 for the first group that took part, or the
 *     whole match where there is none
 * @param entropy the secret must have more, in bits a byte; 0 asks for nothing
 * @param keywords lower case; one of them must stand somewhere in the fragment; none asks for nothing
 * @param required other rules that must find something near it
 * @param skipReport whether the rule only serves others that require it
 * @param checksum what proves a candidate to be a real token, an extension of ours to the format
 */
public record Rule(
    String id,
    String description,
    Optional<String> regex,
    Optional<String> path,
    int secretGroup,
    double entropy,
    List<String> keywords,
    List<String> tags,
    List<Allowlist> allowlists,
    List<Required> required,
    boolean skipReport,
    Optional<Checksum> checksum) {

  public Rule {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a rule has no id");
    }
    keywords = List.copyOf(keywords);
    tags = List.copyOf(tags);
    allowlists = List.copyOf(allowlists);
    required = List.copyOf(required);
  }

  /** The same rule, whose findings only serve others. */
  public Rule silent() {
    return new Rule(
        id, description, regex, path, secretGroup, entropy, keywords, tags, allowlists, required, true, checksum);
  }
}
