package dev.coffer.server.mount;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.util.Map;

/**
 * An engine at a place in the path tree.
 *
 * @param path with its slash and without {@code auth/}: {@code secret/}, {@code approle/}
 * @param type {@code kv}, {@code cubbyhole}, {@code system}, {@code token} …
 * @param uuid names the data; a remount keeps it, so it rewrites nothing
 * @param generation one more with every remount: with the UUID it names the mount at this path
 * @param accessor names the mount to outsiders: {@code kv_1f0c9a2b}
 * @param upgrading its rows are being brought into the shape its options name ({@link Upgrades})
 */
public record Mount(
    MountKind kind,
    String path,
    String type,
    String uuid,
    int generation,
    String accessor,
    String description,
    Map<String, String> options,
    MountConfig config,
    boolean local,
    boolean sealWrap,
    boolean externalEntropyAccess,
    boolean upgrading) {
  public Mount {
    options = Map.copyOf(options);
  }

  /** The path as requests and policies spell it: {@code auth/approle/}. */
  public String fullPath() {
    return kind.root() + path;
  }

  /** Every key of the engine's data begins with it. */
  public String prefix() {
    return prefix(uuid);
  }

  static String prefix(String uuid) {
    return "mount/" + uuid + "/";
  }

  /**
   * What a commit expects so that it takes effect only while the mount is here: a mark that the
   * commit sets which disables or moves it. Other mounts may change meanwhile.
   */
  Expectation stands() {
    return Expectation.absent(ended());
  }

  /** The mark of the end; it stays, so that no commit can be late enough to miss it. */
  Key ended() {
    return Key.of("core/ended/" + uuid + "/" + generation);
  }

  /** How long leases of this mount last, where it says nothing itself as long as the server's. */
  TtlTuning.Ttls ttls(TtlTuning.Ttls server) {
    Duration usual = config.defaultLeaseTtl().isZero() ? server.usual() : config.defaultLeaseTtl();
    Duration max = config.maxLeaseTtl().isZero() ? server.max() : config.maxLeaseTtl();
    return new TtlTuning.Ttls(usual.compareTo(max) > 0 ? max : usual, max);
  }

  EngineView view(Barrier barrier, TtlTuning.Ttls server) {
    TtlTuning.Ttls ttls = ttls(server);
    return new EngineView(
        barrier, prefix(), fullPath(), options, ttls.usual(), ttls.max(), config.tokenType(), config.lockout(),
        upgrading);
  }

  Mount at(String newPath) {
    return new Mount(
        kind, newPath, type, uuid, generation + 1, accessor, description, options, config, local,
        sealWrap, externalEntropyAccess, upgrading);
  }

  Mount tuned(String newDescription, Map<String, String> newOptions, MountConfig newConfig) {
    return new Mount(
        kind, path, type, uuid, generation, accessor, newDescription, newOptions, newConfig, local,
        sealWrap, externalEntropyAccess, upgrading);
  }

  /** A generation of its own: what was begun under the old version can commit nothing more. */
  Mount beginningUpgrade() {
    return new Mount(
        kind, path, type, uuid, generation + 1, accessor, description, options, config, local,
        sealWrap, externalEntropyAccess, true);
  }

  Mount upgraded() {
    return new Mount(
        kind, path, type, uuid, generation, accessor, description, options, config, local, sealWrap,
        externalEntropyAccess, false);
  }
}
