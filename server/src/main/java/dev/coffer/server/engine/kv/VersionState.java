package dev.coffer.server.engine.kv;

/** What can still be done with a version. */
public enum VersionState {
  /** It can be read. */
  ENABLED,
  /** It cannot be read, but undeleted. */
  DELETED,
  /** Its payload is gone for good. */
  DESTROYED
}
