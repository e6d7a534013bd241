package dev.coffer.server.barrier.seal;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The ceremonies of one kind that are under way: one for each source address that has started one.
 * Everybody may start one, so a single place for all would let any stranger keep the holders of
 * shares out of it. Whose shares are genuine shows only when a quorum is complete; until then
 * nobody's attempt stands in another's way.
 *
 * @param <C> what is started anew for each source
 */
public final class Ceremonies<C extends Ceremonies.Ceremony> {
  /** Each keeps a few kilobytes at most; more are refused until one ends. */
  static final int UNDER_WAY_MAX = 16;

  private final Supplier<C> fresh;
  private final Map<String, C> bySource = new LinkedHashMap<>(); // Guarded by this.

  /** One ceremony, which knows whether it is under way. Used under the lock of all. */
  interface Ceremony {
    boolean isUnderWay();

    /** Whether this nonce was told for what is under way. */
    boolean isOf(String nonce);

    /** How many shares it has. */
    int given();

    void drop();
  }

  Ceremonies(Supplier<C> fresh) {
    this.fresh = fresh;
  }

  /**
   * Does something with the source's own ceremony, such as starting it.
   *
   * @param source an address, for IPv6 its /64
   * @throws Refused Throttled, when too many others are under way
   */
  public synchronized <R> R own(String source, Function<C, R> work) {
    bySource.values().removeIf(one -> !one.isUnderWay());
    if (!bySource.containsKey(source) && bySource.size() >= UNDER_WAY_MAX) {
      throw new Refused(new Failure.Throttled(Duration.ofMinutes(1)));
    }
    return work.apply(bySource.computeIfAbsent(source, _ -> fresh.get()));
  }

  /** Does something with the ceremony this nonce is of; without one, with what {@link #shown} shows. */
  public synchronized <R> R of(String nonce, String source, Function<C, R> work) {
    for (C one : bySource.values()) {
      if (one.isOf(nonce)) {
        return work.apply(one);
      }
    }
    return shown(source, work);
  }

  /** The source's own ceremony, else the one that has most shares, else none that is under way. */
  public synchronized <R> R shown(String source, Function<C, R> work) {
    C own = bySource.get(source);
    if (own != null && own.isUnderWay()) {
      return work.apply(own);
    }
    return work.apply(
        bySource.values().stream()
            .filter(Ceremony::isUnderWay)
            .max(Comparator.comparingInt(Ceremony::given))
            .orElseGet(fresh));
  }

  /** Ends them all. */
  synchronized void drop() {
    bySource.values().forEach(Ceremony::drop);
    bySource.clear();
  }
}
