package dev.coffer.scanner.scan;

import dev.coffer.scanner.Finding;
import java.util.HashSet;
import java.util.Set;

/**
 * Findings that nobody wants to hear of again: fingerprints of {@code .gitleaksignore} files, and a
 * baseline.
 */
public final class Known {
  private final Set<String> fingerprints;
  private final Baseline baseline;

  public Known(Set<String> fingerprints, Baseline baseline) {
    this.fingerprints = new HashSet<>(fingerprints);
    this.baseline = baseline;
  }

  public static Known nothing() {
    return new Known(Set.of(), Baseline.empty());
  }

  boolean contains(Finding finding) {
    String anywhere = finding.file() + ":" + finding.ruleId() + ":" + finding.startLine();
    return fingerprints.contains(anywhere)
        || fingerprints.contains(finding.fingerprint())
        || baseline.contains(finding);
  }
}
