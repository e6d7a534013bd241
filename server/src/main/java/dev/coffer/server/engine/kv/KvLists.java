package dev.coffer.server.engine.kv;

import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Names of secrets: of one folder, of a whole subtree, with their records, as of a time. */
public final class KvLists {
  private static final int SCAN_PAGE = 1_000;

  /** How many records one look into the past may read before it asks for a smaller folder. */
  private static final int PAST_RECORDS_MAX = 20_000;

  private final KvCore core;
  private final Past past;

  KvLists(KvCore core) {
    this.core = core;
    this.past = new Past(core);
  }

  /**
   * The names in a folder, in order; subfolders end in a slash.
   *
   * @param folder {@code ""} or with a slash at its end
   */
  public List<String> list(Permit permit, String folder, Page page) {
    permit.requires(core.needs().list(folder));
    SecretPath.checkFolder(folder);
    try (Reading reading = core.read()) {
      return children(reading, folder, page);
    }
  }

  /** The paths of all secrets below a folder, relative to it. */
  public List<String> scan(Permit permit, String folder, Page page) {
    permit.requires(core.needs().scan(folder));
    SecretPath.checkFolder(folder);
    try (Reading reading = core.read()) {
      return below(reading, folder, page);
    }
  }

  /** As {@link #list}, with the records of those names that are secrets. */
  public Map<String, Optional<SecretRecord>> listDetailed(Permit permit, String folder, Page page) {
    permit.requires(core.needs().listDetailed(folder));
    SecretPath.checkFolder(folder);
    try (Reading reading = core.read()) {
      return records(reading, folder, children(reading, folder, page));
    }
  }

  /** As {@link #scan}, with the records. */
  public Map<String, Optional<SecretRecord>> scanDetailed(Permit permit, String folder, Page page) {
    permit.requires(core.needs().scanDetailed(folder));
    SecretPath.checkFolder(folder);
    try (Reading reading = core.read()) {
      return records(reading, folder, below(reading, folder, page));
    }
  }

  /**
   * The names that were in a folder at a time.
   *
   * @throws Refused {@code TooLarge} when more must be read for it than one request may
   */
  public List<String> listAsOf(Permit permit, String folder, Page page, Instant time) {
    permit.requires(core.needs().list(folder));
    SecretPath.checkFolder(folder);
    Past.checkTime(time, core.now());
    try (Reading reading = core.read()) {
      return new PastListing(reading, time).names(folder, page);
    }
  }

  private List<String> children(Reading reading, String folder, Page page) {
    List<String> names =
        reading.children(core.keys().records(folder), page.after(), page.wanted());
    page.check(names.size());
    return names;
  }

  private List<String> below(Reading reading, String folder, Page page) {
    String prefix = core.keys().records(folder);
    Optional<Key> after =
        page.after().isEmpty() ? Optional.empty() : Optional.of(Key.of(prefix + page.after()));
    List<String> names = new ArrayList<>();
    boolean more = true;
    while (more && names.size() < page.wanted()) {
      int limit = Math.min(SCAN_PAGE, page.wanted() - names.size());
      List<Key> keys = reading.keys(prefix, after, limit);
      keys.forEach(key -> names.add(key.text().substring(prefix.length())));
      more = keys.size() == limit;
      after = keys.isEmpty() ? after : Optional.of(keys.getLast());
    }
    page.check(names.size());
    return names;
  }

  private Map<String, Optional<SecretRecord>> records(
      Reading reading, String folder, List<String> names) {
    Map<String, Optional<SecretRecord>> records = new LinkedHashMap<>();
    for (String name : names) {
      records.put(
          name,
          name.endsWith("/") ? Optional.empty() : core.record(reading, folder + name));
    }
    return records;
  }

  /** One look at the names of the past, which counts what it reads. */
  private final class PastListing {
    private final Reading reading;
    private final Instant time;
    private int read;

    PastListing(Reading reading, Instant time) {
      this.reading = reading;
      this.time = time;
    }

    List<String> names(String folder, Page page) {
      List<String> names = new ArrayList<>();
      for (String name : candidates(folder, page.after())) {
        if (names.size() == page.wanted()) {
          break;
        }
        if (existed(folder + name)) {
          names.add(name);
        }
      }
      return names;
    }

    /** What is there, and what was there once. */
    private SortedSet<String> candidates(String folder, String after) {
      SortedSet<String> names = new TreeSet<>(Key::compare);
      names.addAll(
          reading.children(core.keys().records(folder), after, PAST_RECORDS_MAX + 1));
      names.addAll(reading.children(core.keys().pasts(folder), after, PAST_RECORDS_MAX + 1));
      if (names.size() > PAST_RECORDS_MAX) {
        throw tooMuch();
      }
      return names;
    }

    private boolean existed(String name) {
      if (!name.endsWith("/")) {
        return secretExisted(name);
      }
      return anyExisted(core.keys().records(name)) || anyExisted(core.keys().pasts(name));
    }

    private boolean secretExisted(String path) {
      if (++read > PAST_RECORDS_MAX) {
        throw tooMuch();
      }
      boolean old =
          core.record(reading, path).filter(now -> !now.created().isAfter(time)).isPresent();
      return old || past.existed(reading, path, time);
    }

    private boolean anyExisted(String prefix) {
      String rows = prefix.substring(0, prefix.length() - folderOf(prefix).length());
      Optional<Key> after = Optional.empty();
      List<Key> keys;
      do {
        keys = reading.keys(prefix, after, SCAN_PAGE);
        for (Key key : keys) {
          if (secretExisted(key.text().substring(rows.length()))) {
            return true;
          }
        }
        after = keys.isEmpty() ? after : Optional.of(keys.getLast());
      } while (keys.size() == SCAN_PAGE);
      return false;
    }

    private String folderOf(String prefix) {
      String records = core.keys().records("");
      String pasts = core.keys().pasts("");
      return prefix.startsWith(records)
          ? prefix.substring(records.length())
          : prefix.substring(pasts.length());
    }

    private Refused tooMuch() {
      return new Refused(
          new Failure.TooLarge(
              "this look into the past, so ask for a smaller folder,", PAST_RECORDS_MAX,
              "secrets"));
    }
  }
}
