package dev.coffer.scanner.scan;

import dev.coffer.scanner.Finding;
import java.util.List;

/**
 * What came out of a scan.
 *
 * @param troubles what could not be read; if there is any the scan is partial
 * @param notes what the user should know, and that loses nothing
 * @param bytes how many bytes were searched
 */
public record Outcome(List<Finding> findings, List<String> troubles, List<String> notes, long bytes) {
  public Outcome {
    findings = List.copyOf(findings);
    troubles = List.copyOf(troubles);
    notes = List.copyOf(notes);
  }

  public boolean isPartial() {
    return !troubles.isEmpty();
  }
}
