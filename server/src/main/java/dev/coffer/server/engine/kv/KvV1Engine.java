package dev.coffer.server.engine.kv;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Secrets without versions: one mount of KV version 1. A secret is one row. */
public final class KvV1Engine implements Engine {
  private final Barrier barrier;
  private final String rows;
  private final String mountPath;
  private final Duration leaseTtl;

  KvV1Engine(EngineView view) {
    this.barrier = view.barrier();
    this.rows = KvKeys.unversioned(view.prefix());
    this.mountPath = view.mountPath();
    this.leaseTtl = view.leaseTtl();
  }

  /** When a reader should come again, where the secret itself does not say so. */
  public Duration leaseTtl() {
    return leaseTtl;
  }

  public Need readNeed(String path) {
    return Need.of(mountPath + path, Capability.READ);
  }

  public Need writeNeed(String path) {
    return Need.write(mountPath + path);
  }

  public Need deleteNeed(String path) {
    return Need.of(mountPath + path, Capability.DELETE);
  }

  /** What listing a folder ({@code ""} or with its slash) needs. */
  public Need listNeed(String folder) {
    return Need.of(mountPath + folder, Capability.LIST);
  }

  /** For create-or-update. */
  public boolean exists(String path) {
    SecretPath.check(path);
    try (Reading reading = barrier.read()) {
      Optional<Opened> row = reading.get(key(path));
      row.ifPresent(opened -> opened.value().close());
      return row.isPresent();
    }
  }

  /** The JSON object as it was written; whoever reads it closes it. */
  public Optional<SecretBytes> read(Permit permit, String path) {
    permit.requires(readNeed(path));
    SecretPath.check(path);
    try (Reading reading = barrier.read()) {
      return reading.get(key(path)).map(Opened::value);
    }
  }

  /** Replaces what is there; {@code value} is closed. */
  public void write(Permit permit, String path, SecretBytes value) {
    try (value) {
      permit.requires(writeNeed(path));
      SecretPath.check(path);
      Changes changes = new Changes().put(key(path), value).expectAll(permit.revisions());
      permit.existed().ifPresent(existed -> expectExistence(changes, key(path), existed));
      barrier.commit(changes);
    }
  }

  private void expectExistence(Changes changes, Key key, boolean existed) {
    try (Reading reading = barrier.read()) {
      Optional<Opened> row = reading.get(key);
      row.ifPresent(opened -> opened.value().close());
      if (row.isPresent() != existed) {
        throw new Conflict(key);
      }
      changes.expect(reading.expectation(key));
    }
  }

  public void delete(Permit permit, String path) {
    permit.requires(deleteNeed(path));
    SecretPath.check(path);
    barrier.commit(new Changes().delete(key(path)).expectAll(permit.revisions()));
  }

  /** The names in a folder; subfolders end in a slash. */
  public List<String> list(Permit permit, String folder, Page page) {
    permit.requires(listNeed(folder));
    SecretPath.checkFolder(folder);
    try (Reading reading = barrier.read()) {
      List<String> names = reading.children(rows + folder, page.after(), page.wanted());
      page.check(names.size());
      return names;
    }
  }

  private Key key(String path) {
    return Key.of(rows + path);
  }
}
