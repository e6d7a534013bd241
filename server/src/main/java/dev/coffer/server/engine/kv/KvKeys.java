package dev.coffer.server.engine.kv;

import dev.coffer.server.storage.Key;

/**
 * Where the rows of a KV version 2 mount lie, below {@code mount/<uuid>/}:
 *
 * <pre>
 * config                 the mount's settings
 * meta/P                 the secret's record: versions, labels, settings
 * data/P//N              the payload of version N
 * past/P                 what a removed secret leaves: where its history goes on
 * hist/P//S              entry number S of the history, 12 digits
 * v1/P                   a secret of version 1 that is still to be brought along ({@link KvUpgrade})
 * </pre>
 *
 * A path has no empty segment, so {@code //} ends it and no secret's rows lie among another's.
 */
final class KvKeys {
  private final String prefix;

  KvKeys(String prefix) {
    this.prefix = prefix;
  }

  /** The folder of the secrets of a mount of version 1. */
  static String unversioned(String prefix) {
    return prefix + "v1/";
  }

  String unversioned() {
    return unversioned(prefix);
  }

  Key config() {
    return Key.of(prefix + "config");
  }

  Key record(String path) {
    return Key.of(records(path));
  }

  /** The folder of the records below {@code folder}, which is {@code ""} or ends in a slash. */
  String records(String folder) {
    return prefix + "meta/" + folder;
  }

  Key payload(String path, int version) {
    return Key.of(prefix + "data/" + path + "//" + version);
  }

  Key past(String path) {
    return Key.of(pasts(path));
  }

  String pasts(String folder) {
    return prefix + "past/" + folder;
  }

  Key history(String path, long sequence) {
    String digits = Long.toString(sequence);
    return Key.of(histories(path) + "0".repeat(12 - digits.length()) + digits);
  }

  String histories(String path) {
    return prefix + "hist/" + path + "//";
  }
}
