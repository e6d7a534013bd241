package dev.coffer.server.identity.approle;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.OpenedEntry;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Removes secret ids that have ended, and those that a crash left behind of a removed role. */
final class ApproleTidy {
  private static final int PAGE = 500;

  private final ApproleCore core;

  ApproleTidy(ApproleCore core) {
    this.core = core;
  }

  /** Removes all there are; nothing that is live, whatever happens meanwhile. */
  void run() {
    String folder = core.keys().secretIds();
    Optional<Key> after = Optional.empty();
    List<OpenedEntry> page;
    do {
      Changes changes = new Changes();
      try (Reading reading = core.barrier().read()) {
        Set<String> roles = rolesInside(reading); // At the position of the page: no role is too new.
        page = reading.scan(folder, after, PAGE);
        for (OpenedEntry row : page) {
          judge(reading, changes, roles, row);
        }
      }
      commit(changes);
      after = page.isEmpty() ? after : Optional.of(page.getLast().key());
    } while (page.size() == PAGE);
  }

  private void judge(Reading reading, Changes changes, Set<String> roles, OpenedEntry row) {
    String place = row.key().text().substring(core.keys().secretIds().length());
    String role = place.substring(0, place.indexOf('/'));
    boolean lives;
    try (var value = row.value()) {
      lives = value.read(ApproleRows::secretId).livesAt(core.now());
    }
    if (!lives || !roles.contains(role)) {
      changes
          .expect(reading.expectation(row.key()))
          .delete(row.key())
          .delete(core.keys().used(role, place.substring(role.length() + 1)));
    }
  }

  private void commit(Changes changes) {
    if (!changes.isEmpty()) {
      try {
        core.barrier().commit(changes);
      } catch (Conflict _) {
        return; // One of them was made anew or removed just now; the next run sees what is left.
      }
    }
  }

  private Set<String> rolesInside(Reading reading) {
    Set<String> inside = new HashSet<>();
    String after = "";
    List<String> names;
    do {
      names = reading.children(core.keys().roles(), after, PAGE);
      for (String name : names) {
        core.role(reading, name).ifPresent(role -> inside.add(role.value().id()));
      }
      after = names.isEmpty() ? after : names.getLast();
    } while (names.size() == PAGE);
    return inside;
  }
}
