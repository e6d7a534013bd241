package dev.coffer.server.engine;

import dev.coffer.server.barrier.Barrier;
import java.time.Duration;
import java.util.Map;

/**
 * The piece of the world one mounted engine sees.
 *
 * @param prefix every key of the engine begins with it: {@code mount/<uuid>/}
 * @param mountPath where policies speak of it, with its slash: {@code secret/}
 * @param options the mount's options ({@code version} for KV)
 * @param leaseTtl how long a lease lasts when nothing else says so
 * @param leaseMaxTtl the longest a lease lives, from its issue
 * @param tokenType of an auth mount: which tokens its logins give, {@code ""} for what roles say
 * @param lockout of an auth mount: when guessing ends
 * @param upgrading the rows are still those of the version before the one the options name
 */
public record EngineView(
    Barrier barrier,
    String prefix,
    String mountPath,
    Map<String, String> options,
    Duration leaseTtl,
    Duration leaseMaxTtl,
    String tokenType,
    LockoutTerms lockout,
    boolean upgrading) {
  public EngineView {
    options = Map.copyOf(options);
  }

  /** Of a mount that is not being upgraded and whose leases are never longer than usual. */
  public EngineView(
      Barrier barrier,
      String prefix,
      String mountPath,
      Map<String, String> options,
      Duration leaseTtl) {
    this(barrier, prefix, mountPath, options, leaseTtl, leaseTtl, "", LockoutTerms.DEFAULT, false);
  }
}
