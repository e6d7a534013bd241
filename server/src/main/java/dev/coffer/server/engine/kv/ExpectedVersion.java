package dev.coffer.server.engine.kv;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;

/** Check-and-set: which current version a writer believes in. */
public sealed interface ExpectedVersion {

  /** The writer does not care. */
  record Any() implements ExpectedVersion {}

  /** The current version must have this number; 0: there must be none. */
  record Exactly(long number) implements ExpectedVersion {}

  /**
   * Refuses when the writer is wrong.
   *
   * @param current the current number, 0 for none
   * @param required whether a writer must care
   */
  static void check(ExpectedVersion expected, int current, boolean required) {
    switch (expected) {
      case Exactly exactly -> {
        if (exactly.number() != current) {
          throw new Refused(
              new Failure.VersionMismatch(
                  "check-and-set parameter did not match the current version"));
        }
      }
      case Any _ -> {
        if (required) {
          throw new Refused(
              new Failure.Malformed("check-and-set parameter required for this call"));
        }
      }
    }
  }
}
