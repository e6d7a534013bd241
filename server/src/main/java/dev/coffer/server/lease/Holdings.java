package dev.coffer.server.lease;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;

/**
 * Whether anything hangs on a token: children, leases, a cubbyhole. Whoever adds the first of them
 * puts this row ({@code lease/holder/TOKEN}) in the same commit, which also expects the token; it
 * stays as long as the token does. So a token without the row, the most common one, ends in a single
 * commit that expects its absence, and nothing has to be searched.
 */
public final class Holdings {
  private static final String ROWS = "lease/holder/";
  private static final byte[] NOTHING = {'{', '}'};

  private Holdings() {}

  /** Adds the row; putting it again changes nothing. */
  public static void begin(Changes changes, String tokenHash) {
    changes.put(row(tokenHash), NOTHING.clone());
  }

  /** Adds the row unless it is there: for what happens so often that a row less counts. */
  public static void begin(Reading reading, Changes changes, String tokenHash) {
    if (!any(reading, tokenHash)) {
      begin(changes, tokenHash);
    }
  }

  public static boolean any(Reading reading, String tokenHash) {
    return reading.expectation(row(tokenHash)).version() != Expectation.ABSENT;
  }

  /** Lets the commit fail when something was added meanwhile. */
  public static void expectNone(Changes changes, String tokenHash) {
    changes.expectAbsent(row(tokenHash));
  }

  /** Adds the removal of the row, with the token's. */
  public static void end(Changes changes, String tokenHash) {
    changes.delete(row(tokenHash));
  }

  private static Key row(String tokenHash) {
    return Key.of(ROWS + tokenHash);
  }
}
