package dev.coffer.server.gate;

import dev.coffer.server.storage.Expectation;
import java.util.List;
import java.util.Set;

/**
 * What the gate must know of the mount a request goes to.
 *
 * @param point the mount's path with its slash: {@code secret/}
 * @param kind {@code secret} or {@code auth}
 * @param auditNonHmacRequestKeys names of request fields written as they are
 * @param auditNonHmacResponseKeys names of answer fields written as they are
 * @param revisions what every commit of this request must expect of the mount table, so that nothing
 *     is written into a mount that was disabled or moved meanwhile
 */
public record MountFacts(
    String point,
    String type,
    String accessor,
    String kind,
    String runningVersion,
    Set<String> auditNonHmacRequestKeys,
    Set<String> auditNonHmacResponseKeys,
    List<Expectation> revisions) {
  public MountFacts {
    auditNonHmacRequestKeys = Set.copyOf(auditNonHmacRequestKeys);
    auditNonHmacResponseKeys = Set.copyOf(auditNonHmacResponseKeys);
    revisions = List.copyOf(revisions);
  }

  /** A mount that cannot go away: {@code sys/}, {@code auth/token/}. */
  public MountFacts(
      String point,
      String type,
      String accessor,
      String kind,
      String runningVersion,
      Set<String> auditNonHmacRequestKeys,
      Set<String> auditNonHmacResponseKeys) {
    this(
        point,
        type,
        accessor,
        kind,
        runningVersion,
        auditNonHmacRequestKeys,
        auditNonHmacResponseKeys,
        List.of());
  }
}
