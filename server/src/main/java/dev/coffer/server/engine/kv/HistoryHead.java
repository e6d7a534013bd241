package dev.coffer.server.engine.kv;

import java.time.Instant;

/**
 * Where a secret's history stands.
 *
 * @param first the number of the oldest entry that is kept
 * @param next the number the next entry gets
 * @param last the time of the newest entry
 */
record HistoryHead(long first, long next, Instant last) {
  static final HistoryHead NEW = new HistoryHead(0, 0, Instant.EPOCH);

  HistoryHead after(HistoryEntry entry) {
    return new HistoryHead(first, entry.sequence() + 1, entry.at());
  }

  HistoryHead from(long kept) {
    return new HistoryHead(kept, next, last);
  }
}
