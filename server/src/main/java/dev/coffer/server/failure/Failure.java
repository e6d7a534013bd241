package dev.coffer.server.failure;

import java.time.Duration;

/**
 * Why a request was not served. Each dialect has one exhaustive switch from these to its own words,
 * so a new one does not compile until every dialect answers it.
 *
 * <p>The details reach the caller and the audit log: they say what to do, and never contain a
 * secret, a stored value or the caller's own input.
 */
public sealed interface Failure {

  /** The request itself is wrong. */
  record Malformed(String why) implements Failure {}

  /** The caller did not prove who they are; the reason is for the audit log, not for the caller. */
  record Unauthenticated(String reason) implements Failure {}

  /** The caller is known and may not. */
  record Forbidden() implements Failure {}

  /** There is no such thing, or nothing the caller may know of. */
  record NotFound(String thing) implements Failure {}

  /** A thing of that name is there already. */
  record AlreadyExists(String thing) implements Failure {}

  /** The write expected another version (check-and-set). */
  record VersionMismatch(String why) implements Failure {}

  /** The thing's state forbids the operation. */
  record WrongState(String why) implements Failure {}

  /** The thing was there and its time is over. */
  record Expired(String thing) implements Failure {}

  /** Too many others changed the same rows; trying again is safe. */
  record Contended() implements Failure {}

  /** Too many requests; come back later. */
  record Throttled(Duration retryAfter) implements Failure {}

  /** A limit on the size of something was passed; {@code max} is in {@code unit}. */
  record TooLarge(String thing, long max, String unit) implements Failure {}

  /** There is no such operation on that path. */
  record Unsupported(String operation) implements Failure {}

  /** The barrier is sealed. */
  record Sealed() implements Failure {}

  /** The server holds no keyring yet. */
  record Uninitialized() implements Failure {}

  /** Something the server needs does not answer: the store, every audit device. */
  record Unavailable(String what) implements Failure {}

  /** Stored bytes are not what was written there; served to nobody. */
  record Integrity(String where) implements Failure {}
}
