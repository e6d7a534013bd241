package dev.coffer.server.mount;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.EngineFactory;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.lease.TtlTuning;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Enables, tunes, moves and disables mounts. Each change is one commit of one row; a remount
 * rewrites no data, and what a disabled mount leaves is removed later by {@link Abandoned}.
 */
public final class MountTable {
  /** A mark's value says nothing. */
  private static final String ENDED = "{}";

  private final Barrier barrier;
  private final Router router;
  private final EngineTypes types;
  private final SecureRandom random;

  public MountTable(Barrier barrier, Router router, EngineTypes types, SecureRandom random) {
    this.barrier = barrier;
    this.router = router;
    this.types = types;
    this.random = random;
  }

  /** How long leases of a mount last, as they count. */
  public TtlTuning.Ttls ttls(Mount mount) {
    return router.ttls(mount);
  }

  /** The mounts every server has; does nothing when there is a table already. */
  public void initialize() {
    initialize(false);
  }

  /** As {@link #initialize()}, and if asked for with KV version 2 at {@code secret/}. */
  public void initialize(boolean withSecret) {
    try (Reading reading = barrier.read()) {
      if (reading.get(MountRows.KEY).isPresent()) {
        return;
      }
      List<Mount> mounts = new ArrayList<>();
      if (withSecret) {
        NewMount kv = NewMount.of("kv", "key/value secret storage", Map.of("version", "2"));
        mounts.add(fresh(MountKind.SECRET, "secret/", kv));
      }
      mounts.add(
          builtIn(MountKind.SECRET, "sys/", "system",
              "system endpoints used for control, policy and debugging"));
      mounts.add(builtIn(MountKind.SECRET, "identity/", "identity", "identity store"));
      mounts.add(
          builtIn(MountKind.SECRET, "cubbyhole/", "cubbyhole", "per-token private secret storage"));
      mounts.add(builtIn(MountKind.AUTH, "token/", "token", "token based credentials"));
      barrier.commit(
          new Changes()
              .put(MountRows.KEY, MountRows.encode(mounts))
              .expect(reading.expectation(MountRows.KEY)));
    }
  }

  /** All mounts of a kind, by path. */
  public List<Mount> list(Permit permit, MountKind kind) {
    permit.requires(MountNeeds.list(kind));
    return router.mounts().stream()
        .filter(mount -> mount.kind() == kind)
        .sorted(Comparator.comparing(Mount::path))
        .toList();
  }

  /**
   * One mount, if it is there.
   *
   * @param path without {@code auth/} and without its last slash, as the route saw it
   */
  public Optional<Mount> read(Permit permit, MountKind kind, String path) {
    permit.requires(MountNeeds.read(kind, path));
    return find(router.mounts(), kind, path + "/");
  }

  /** As {@link #read}, for the settings. */
  public Optional<Mount> readTune(Permit permit, MountKind kind, String path) {
    permit.requires(MountNeeds.readTune(kind, path));
    return find(router.mounts(), kind, path + "/");
  }

  /**
   * Puts an engine or a method at a path.
   *
   * @throws Refused {@code Malformed} when the path is in use, reserved or no path, or the type is
   *     none
   */
  public Mount enable(Permit permit, MountKind kind, String path, NewMount asked) {
    permit.requires(MountNeeds.enable(kind, path));
    String clean = MountRules.path(path);
    MountRules.check(kind, asked.description(), asked.config());
    EngineFactory factory =
        types
            .mountable(kind, asked.type())
            .orElseThrow(() -> Refused.malformed("plugin not found in the catalog"));
    Mount mount = fresh(kind, clean, asked);
    try (Reading reading = barrier.read()) {
      List<Mount> mounts = new ArrayList<>(router.mounts(reading));
      MountRules.free(mounts, kind, clean);
      if (mounts.size() >= MountRules.MOUNTS_MAX) {
        throw new Refused(
            new Failure.TooLarge("the mount table", MountRules.MOUNTS_MAX, "mounts"));
      }
      factory.open(mount.view(barrier, router.serverTtls())); // Refuses options that make no sense.
      mounts.add(mount);
      commit(permit, reading, mounts, new Changes());
    }
    return mount;
  }

  /**
   * From the answer on nothing of the mount is served; its data is removed in the background.
   *
   * @return false when there was no such mount, which Vault does not tell either
   */
  public boolean disable(Permit permit, MountKind kind, String path) {
    permit.requires(MountNeeds.disable(kind, path));
    MountRules.refuseProtected(kind, path + "/", "unmount");
    try (Reading reading = barrier.read()) {
      List<Mount> mounts = new ArrayList<>(router.mounts(reading));
      Optional<Mount> gone = find(mounts, kind, path + "/");
      if (gone.isEmpty()) {
        return false;
      }
      mounts.remove(gone.get());
      Changes changes = new Changes().put(gone.get().ended(), SecretBytes.ofText(ENDED));
      Abandoned.order(changes, gone.get());
      commit(permit, reading, mounts, changes);
      return true;
    }
  }

  /**
   * Changes settings. A KV mount of version 1 that is told to have version 2 serves nothing from
   * the answer on until {@link Upgrades} has brought its secrets along.
   *
   * @throws Refused {@code Malformed} when there is no such mount, or the settings make no sense
   */
  public void tune(Permit permit, MountKind kind, String path, Tuning tuning) {
    permit.requires(MountNeeds.tune(kind, path));
    try (Reading reading = barrier.read()) {
      List<Mount> mounts = new ArrayList<>(router.mounts(reading));
      Mount old =
          find(mounts, kind, path + "/")
              .orElseThrow(() -> Refused.malformed("no mount entry found"));
      Mount tuned = tuned(old, tuning);
      Changes changes = new Changes();
      if (KvVersion.rises(old, tuned)) {
        tuned = tuned.beginningUpgrade();
        changes.put(old.ended(), SecretBytes.ofText(ENDED));
      }
      mounts.set(mounts.indexOf(old), tuned);
      commit(permit, reading, mounts, changes);
    }
  }

  private Mount tuned(Mount old, Tuning tuning) {
    MountConfig config = tuning.applied(old.config());
    String description = tuning.description().orElse(old.description());
    MountRules.check(old.kind(), description, config);
    Map<String, String> options = new HashMap<>(old.options());
    tuning.options().ifPresent(options::putAll);
    Mount tuned = old.tuned(description, options, config);
    types
        .find(old.kind(), old.type())
        .ifPresent(factory -> factory.open(tuned.view(barrier, router.serverTtls()))); // As enable.
    return tuned;
  }

  /**
   * Moves a mount; its data stays where it is.
   *
   * @param from full path, {@code auth/approle} or {@code secret}, with or without the last slash
   */
  public Remount remount(Permit permit, String from, String to) {
    permit.requires(MountNeeds.remount());
    MountKind kind = kind(from);
    if (kind != kind(to)) {
      throw Refused.malformed("a secret mount stays a secret mount and an auth mount an auth mount");
    }
    String source = MountRules.path(from).substring(kind.root().length());
    String target = MountRules.path(to).substring(kind.root().length());
    MountRules.refuseProtected(kind, source, "remount");
    try (Reading reading = barrier.read()) {
      List<Mount> mounts = new ArrayList<>(router.mounts(reading));
      Mount old =
          find(mounts, kind, source)
              .orElseThrow(() -> Refused.malformed("no matching mount at the source path"));
      MountRules.free(mounts.stream().filter(mount -> !mount.equals(old)).toList(), kind, target);
      mounts.set(mounts.indexOf(old), old.at(target));
      Remount remount = new Remount(uuid(), old.fullPath(), kind.root() + target);
      Changes changes = new Changes().put(old.ended(), SecretBytes.ofText(ENDED));
      remember(reading, changes, remount);
      commit(permit, reading, mounts, changes);
      return remount;
    }
  }

  /** What became of a remount. */
  public Optional<Remount> remountStatus(Permit permit, String id) {
    permit.requires(MountNeeds.remountStatus(id));
    try (Reading reading = barrier.read()) {
      return remounts(reading).stream().filter(remount -> remount.id().equals(id)).findFirst();
    }
  }

  private static MountKind kind(String fullPath) {
    return fullPath.startsWith(MountKind.AUTH.root()) ? MountKind.AUTH : MountKind.SECRET;
  }

  private static void remember(Reading reading, Changes changes, Remount remount) {
    List<Remount> remounts = new ArrayList<>(remounts(reading));
    remounts.add(remount);
    changes.put(Remounts.KEY, Remounts.encode(remounts));
    changes.expect(reading.expectation(Remounts.KEY));
  }

  private static List<Remount> remounts(Reading reading) {
    return reading.get(Remounts.KEY).map(row -> decoded(row, Remounts::decode)).orElse(List.of());
  }

  private static <T> T decoded(Opened row, Function<byte[], T> decoder) {
    try (SecretBytes value = row.value()) {
      return value.read(decoder);
    }
  }

  private static Optional<Mount> find(List<Mount> mounts, MountKind kind, String path) {
    return mounts.stream()
        .filter(mount -> mount.kind() == kind && mount.path().equals(path))
        .findFirst();
  }

  private void commit(Permit permit, Reading reading, List<Mount> mounts, Changes changes) {
    barrier.commit(
        changes
            .put(MountRows.KEY, MountRows.encode(mounts))
            .expect(reading.expectation(MountRows.KEY))
            .expectAll(permit.revisions()));
  }

  private Mount builtIn(MountKind kind, String path, String type, String description) {
    return fresh(kind, path, NewMount.of(type, description, Map.of()));
  }

  private Mount fresh(MountKind kind, String path, NewMount asked) {
    return new Mount(
        kind, path, asked.type(), uuid(), 0, asked.type() + "_" + hex(4), asked.description(),
        asked.options(), asked.config(), asked.local(), asked.sealWrap(),
        asked.externalEntropyAccess(), false);
  }

  /** A random UUID (RFC 9562 version 4) of the injected randomness. */
  private String uuid() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    String hex = HexFormat.of().formatHex(bytes);
    return String.join(
        "-", hex.substring(0, 8), hex.substring(8, 12), hex.substring(12, 16),
        hex.substring(16, 20), hex.substring(20));
  }

  private String hex(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }
}
