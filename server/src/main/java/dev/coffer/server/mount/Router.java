package dev.coffer.server.mount;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.storage.Expectation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the mount a path belongs to. The table is read with every request, so that a mount changed
 * through another node counts from the next request on; engines are made anew only when it changed.
 */
public final class Router {
  private final Barrier barrier;
  private final EngineTypes types;
  private final TtlTuning.Ttls ttls;
  private final Decoded<List<Mount>> rows = new Decoded<>(1, MountRows::decode);
  private volatile Routes routes = new Routes(Expectation.ABSENT, Map.of(), List.of());

  private record Route(Mount mount, Engine engine) {}

  private record Routes(long version, Map<String, Route> byPath, List<Mount> mounts) {}

  /**
   * Over the mounts of one barrier.
   *
   * @param ttls of mounts that say nothing themselves
   */
  public Router(Barrier barrier, EngineTypes types, TtlTuning.Ttls ttls) {
    this.barrier = barrier;
    this.types = types;
    this.ttls = ttls;
  }

  TtlTuning.Ttls serverTtls() {
    return ttls;
  }

  /** How long leases of a mount last, as they count. */
  public TtlTuning.Ttls ttls(Mount mount) {
    return mount.ttls(ttls);
  }

  /**
   * The mount a path leads to.
   *
   * @param path without {@code /v1/}: {@code secret/data/a}, {@code auth/approle/login}
   * @return empty when no mount is there
   */
  public Optional<Mounted> route(String path) {
    try (Reading reading = barrier.read()) {
      return route(reading, path);
    }
  }

  /** As {@link #route(String)}, in a reading that is open already. */
  public Optional<Mounted> route(Reading reading, String path) {
    Routes now = routes(reading);
    // No mount lies below another, so the first that fits is the only one.
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      Route route = now.byPath.get(path.substring(0, slash + 1));
      if (route != null) {
        return Optional.of(
            new Mounted(route.mount, route.engine, path.substring(slash + 1)));
      }
    }
    return Optional.empty();
  }

  /** All mounts of both kinds, in no order. */
  public List<Mount> mounts() {
    try (Reading reading = barrier.read()) {
      return mounts(reading);
    }
  }

  List<Mount> mounts(Reading reading) {
    return routes(reading).mounts;
  }

  private Routes routes(Reading reading) {
    Optional<Versioned<List<Mount>>> row = reading.get(MountRows.KEY, rows);
    long version = row.map(Versioned::version).orElse(Expectation.ABSENT);
    Routes known = routes;
    if (known.version == version) {
      return known;
    }
    Routes fresh = build(row.map(Versioned::value).orElse(List.of()), version);
    routes = fresh; // Two threads may build the same; either result is right.
    return fresh;
  }

  private Routes build(List<Mount> mounts, long version) {
    Map<String, Route> byPath = new HashMap<>();
    for (Mount mount : mounts) {
      byPath.put(mount.fullPath(), new Route(mount, engine(mount)));
    }
    return new Routes(version, byPath, mounts);
  }

  private Engine engine(Mount mount) {
    return types
        .find(mount.kind(), mount.type())
        .map(factory -> factory.open(mount.view(barrier, ttls)))
        .orElseGet(Engine.Elsewhere::new);
  }
}
