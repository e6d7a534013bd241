package dev.coffer.server.gate;

import java.util.Set;

/**
 * What the audit record says of the mount a request goes to.
 *
 * @param point the mount's path with its slash: {@code secret/}
 * @param kind {@code secret} or {@code auth}
 * @param auditNonHmacRequestKeys names of request fields written as they are
 * @param auditNonHmacResponseKeys names of answer fields written as they are
 */
public record MountFacts(
    String point,
    String type,
    String accessor,
    String kind,
    String runningVersion,
    Set<String> auditNonHmacRequestKeys,
    Set<String> auditNonHmacResponseKeys) {
  public MountFacts {
    auditNonHmacRequestKeys = Set.copyOf(auditNonHmacRequestKeys);
    auditNonHmacResponseKeys = Set.copyOf(auditNonHmacResponseKeys);
  }
}
