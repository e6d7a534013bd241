package dev.coffer.server.identity.token;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import java.util.List;
import java.util.Optional;

/**
 * Removes what nothing refers to. Tokens and their index rows are written in one commit, so there is
 * normally nothing to find; and nothing that lives is ever removed: each removal expects, in its own
 * commit, that the token it would have belonged to is still not there.
 */
public final class TokenTidy {
  private static final int PAGE = 500;

  private final Barrier barrier;
  private final TokenRows rows;

  TokenTidy(Barrier barrier, TokenRows rows) {
    this.barrier = barrier;
    this.rows = rows;
  }

  /** Returns how many rows it removed. */
  public int tidy() {
    int removed = 0;
    String after = "";
    List<String> page = places(after);
    while (!page.isEmpty()) {
      for (String place : page) {
        removed += removeIfStale(place) ? 1 : 0;
        after = place;
      }
      page = places(after);
    }
    return removed;
  }

  private boolean removeIfStale(String place) {
    int slash = place.indexOf('/');
    String parent = place.substring(0, slash);
    String child = place.substring(slash + 1);
    try (Reading reading = barrier.read()) {
      Optional<Versioned<TokenEntry>> found = rows.find(reading, child);
      if (found.filter(row -> row.value().parent().equals(parent)).isPresent()) {
        return false;
      }
      Changes changes = new Changes();
      TokenRows.removeStaleChild(reading, changes, parent, child);
      barrier.commit(changes);
      return true;
    }
  }

  private List<String> places(String after) {
    try (Reading reading = barrier.read()) {
      return rows.childPlaces(reading, after, PAGE);
    }
  }
}
