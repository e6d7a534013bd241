package dev.coffer.scanner.scan;

import dev.coffer.scanner.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Collects what the threads find and puts it in the order of the source. */
final class Results {
  /** So many characters of findings are kept; a source that holds more is made to fill memory. */
  private static final long CHARACTERS_MAX = 48L * 1024 * 1024;

  private static final int COMPLAINTS_MAX = 1_000;

  private final Consumer<Finding> listener;
  private final TreeMap<Long, List<Finding>> waiting = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long next;
  private long characters;
  private long bytes;

  Results(Consumer<Finding> listener) {
    this.listener = listener;
  }

  /** The findings of one piece of work, whose number is its place in the source. */
  synchronized void add(long number, List<Finding> found, long searched) {
    bytes += searched;
    waiting.put(number, found);
    while (!waiting.isEmpty() && waiting.firstKey() == next) {
      for (Finding finding : waiting.pollFirstEntry().getValue()) {
        keep(finding);
      }
      next++;
    }
  }

  private void keep(Finding finding) {
    characters += 500L + finding.line().length() + finding.match().length() + finding.secret().length();
    if (characters > CHARACTERS_MAX) {
      troubleOnce("there are more findings than fit into memory; the rest is not reported");
      return;
    }
    findings.add(finding);
    listener.accept(finding);
  }

  synchronized void trouble(String what) {
    if (troubles.size() < COMPLAINTS_MAX) {
      troubles.add(what);
    }
  }

  private void troubleOnce(String what) {
    if (!troubles.contains(what)) {
      troubles.add(what);
    }
  }

  synchronized void note(String what) {
    if (notes.size() < COMPLAINTS_MAX) {
      notes.add(what);
    }
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized Outcome outcome() {
    return new Outcome(findings, troubles, notes, bytes);
  }
}
